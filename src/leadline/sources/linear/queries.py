"""
The questions that Linear is asked, and how large their pages may be.

Linear counts a tenth of a point for a property, one for an object, and multiplies what is in a listing by the size of its
page; a question of more than ten thousand points is declined, and an hour's points are limited too. So pages are as large as
their things are small, and nothing is asked that is not used.
"""

from dataclasses import dataclass

USER = "{id displayName app}"
HISTORY = """nodes{id createdAt updatedAt fromState{name type} toState{name type} fromDueDate toDueDate fromEstimate toEstimate
fromProjectId toProjectId fromProjectMilestone{id} toProjectMilestone{id} addedLabels{name} removedLabels{name}}
pageInfo{hasNextPage endCursor}"""
LABELS = "nodes{id name} pageInfo{hasNextPage endCursor}"
ISSUE = f"""id identifier title url priority estimate createdAt updatedAt startedAt completedAt canceledAt archivedAt trashed dueDate
state{{id name type}} assignee{USER} team{{id key name timezone}} parent{{id}} project{{id trashed}} projectMilestone{{id}}
cycle{{id number name startsAt endsAt}} labels(first:10){{{LABELS}}} history(first:10){{{HISTORY}}}"""
PROJECT = f"""id name url createdAt updatedAt startedAt completedAt canceledAt archivedAt trashed startDate targetDate
status{{id name type}} lead{USER}"""
MILESTONE = "id name createdAt updatedAt archivedAt targetDate project{id trashed}"
RELATION = "id type createdAt updatedAt issue{id team{key}} relatedIssue{id team{key}}"
TEAMS_OF = "teams(first:50){nodes{key}}"


@dataclass(frozen=True)
class Listing:
    """A listing: its name in Linear, the type of its filter ("" for none), the fields of a thing, and how many a page has."""

    name: str
    filter: str
    fields: str
    first: int

    @property
    def query(self) -> str:
        """
        A page of it, in the order in which things were made, and the stamp of what was touched last.

        The order of making never changes, so what is touched while it is read neither moves over a page's edge nor hides there.
        """
        if not self.filter:
            return (
                f"query($first:Int,$after:String){{page:{self.name}(first:$first,after:$after,includeArchived:true,"
                f"orderBy:updatedAt){{nodes{{{self.fields}}} pageInfo{{hasNextPage endCursor}}}}}}"
            )
        return (
            f"query($first:Int,$after:String,$filter:{self.filter}){{"
            f"newest:{self.name}(first:1,includeArchived:true,orderBy:updatedAt,filter:$filter){{nodes{{updatedAt}}}} "
            f"page:{self.name}(first:$first,after:$after,includeArchived:true,orderBy:createdAt,filter:$filter)"
            f"{{nodes{{{self.fields}}} pageInfo{{hasNextPage endCursor}}}}}}"
        )


ISSUES = Listing("issues", "IssueFilter", ISSUE, 50)
PROJECTS = Listing("projects", "ProjectFilter", PROJECT, 100)
MILESTONES = Listing("projectMilestones", "ProjectMilestoneFilter", MILESTONE, 100)
RELATIONS = Listing("issueRelations", "", RELATION, 100)

WORKSPACE = """query($teams:TeamFilter){organization{id name urlKey previousUrlKeys}
teams(first:100,filter:$teams){nodes{id key name timezone}}}"""
ONE_ISSUE = f"""query($id:String!){{issue(id:$id){{{ISSUE}
relations(first:50){{nodes{{{RELATION}}}}} inverseRelations(first:50){{nodes{{{RELATION}}}}}}}}}"""
ONE_PROJECT = f"""query($id:String!){{project(id:$id){{{PROJECT} {TEAMS_OF}
projectMilestones(first:50){{nodes{{{MILESTONE}}}}}}}}}"""
ONE_MILESTONE = f"query($id:String!){{projectMilestone(id:$id){{{MILESTONE} of:project{{{TEAMS_OF}}}}}}}"
ONE_RELATION = f"query($id:String!){{issueRelation(id:$id){{{RELATION}}}}}"
MORE_HISTORY = f"query($id:String!,$after:String){{issue(id:$id){{history(first:100,after:$after){{{HISTORY}}}}}}}"
MORE_LABELS = f"query($id:String!,$after:String){{issue(id:$id){{labels(first:100,after:$after){{{LABELS}}}}}}}"

CHECK = f"""query($teams:TeamFilter,$issues:IssueFilter){{viewer{USER} organization{{id name urlKey previousUrlKeys}}
teams(first:20,filter:$teams){{nodes{{id key name issueCount issueEstimationType states(first:50){{nodes{{name type}}}}}}}}
issueLabels(first:250){{nodes{{name}}}}
issues(first:100,orderBy:updatedAt,filter:$issues){{nodes{{assignee{USER}}}}}}}"""
