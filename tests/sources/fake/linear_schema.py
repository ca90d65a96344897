"""
The part of Linear's schema that the fake Linear knows: its types by their fields, with the arguments of each.

`test_payloads.py` holds every line of it to Linear's own schema. What is not here is refused, as Linear refuses it.
"""

import re

from tests.sources.fake.graphql import Schema

_PAGED = "first after includeArchived orderBy"
_TYPES: dict[str, str] = {
    "Query": f"""viewer:User organization:Organization teams:TeamConnection({_PAGED} filter) team:Team(id)
        issues:IssueConnection({_PAGED} filter) issue:Issue(id) projects:ProjectConnection({_PAGED} filter) project:Project(id)
        projectMilestones:ProjectMilestoneConnection({_PAGED} filter) projectMilestone:ProjectMilestone(id)
        issueRelations:IssueRelationConnection({_PAGED}) issueRelation:IssueRelation(id)
        issueLabels:IssueLabelConnection({_PAGED} filter) users:UserConnection({_PAGED} filter)""",
    "Mutation": """issueUpdate:IssuePayload(id input) projectUpdate:ProjectPayload(id input) commentCreate:CommentPayload(input)
        projectMilestoneUpdate:ProjectMilestonePayload(id input) issueRelationCreate:IssueRelationPayload(input)
        issueRelationDelete:DeletePayload(id)""",
    "Issue": f"""id identifier title url priority estimate createdAt updatedAt startedAt completedAt canceledAt archivedAt trashed
        dueDate state:WorkflowState assignee:User team:Team parent:Issue project:Project projectMilestone:ProjectMilestone
        cycle:Cycle labels:IssueLabelConnection({_PAGED}) history:IssueHistoryConnection({_PAGED})
        relations:IssueRelationConnection({_PAGED}) inverseRelations:IssueRelationConnection({_PAGED})
        comments:CommentConnection({_PAGED})""",
    "IssueHistory": """id createdAt updatedAt fromState:WorkflowState toState:WorkflowState fromDueDate toDueDate fromEstimate
        toEstimate fromProjectId toProjectId fromProjectMilestone:ProjectMilestone toProjectMilestone:ProjectMilestone
        addedLabels:IssueLabel removedLabels:IssueLabel""",
    "IssueRelation": "id type createdAt updatedAt issue:Issue relatedIssue:Issue",
    "Project": f"""id name url createdAt updatedAt startedAt completedAt canceledAt archivedAt trashed startDate targetDate
        status:ProjectStatus lead:User teams:TeamConnection({_PAGED}) projectMilestones:ProjectMilestoneConnection({_PAGED})""",
    "ProjectMilestone": "id name createdAt updatedAt archivedAt targetDate project:Project",
    "ProjectStatus": "id name type",
    "Team": f"id key name timezone issueCount issueEstimationType states:WorkflowStateConnection({_PAGED})",
    "WorkflowState": "id name type position",
    "User": "id displayName app active isAssignable",
    "Organization": "id name urlKey previousUrlKeys",
    "Cycle": "id number name startsAt endsAt",
    "IssueLabel": "id name isGroup team:Team",
    "Comment": "id body createdAt",
    "PageInfo": "hasNextPage endCursor",
    **{
        f"{name}Connection": f"nodes:{name} pageInfo:PageInfo"
        for name in (
            "Issue", "IssueHistory", "IssueRelation", "Project", "ProjectMilestone", "Team", "WorkflowState", "User",
            "IssueLabel", "Comment",
        )
    },
    **{
        f"{name}Payload": "success"
        for name in ("Issue", "Project", "ProjectMilestone", "Comment", "IssueRelation", "Delete")
    },
}  # fmt: skip
INPUTS: dict[str, str] = {
    "issueUpdate": "title stateId assigneeId projectId projectMilestoneId estimate dueDate addedLabelIds removedLabelIds",
    "projectUpdate": "name targetDate",
    "projectMilestoneUpdate": "name targetDate",
    "commentCreate": "issueId body",
    "issueRelationCreate": "issueId relatedIssueId type",
}
"""What a change may say, by its mutation."""


_FIELD = re.compile(r"(\w+)(?::(\w+))?(?:\(([^)]*)\))?")

SCHEMA: Schema = {
    kind: {name: (of or "String", frozenset(arguments.split())) for name, of, arguments in _FIELD.findall(text)}
    for kind, text in _TYPES.items()
}
"""Types by their fields; what has no type of its own here is a plain value."""
