# A project with one below it, and one that nobody of it sees; two people who may edit, one who may only look.
Setting.rest_api_enabled = '1'
Setting.default_language = 'en'
Setting.cross_project_issue_relations = '1'

def person(login, first)
  user = User.new(:firstname => first, :lastname => 'Example', :mail => "#{login}@example.org", :language => 'en')
  user.login = login
  user.password = user.password_confirmation = 'correct-horse-9'
  user.save!
  user
end

def project(name, identifier)
  Project.create!(:name => name, :identifier => identifier, :is_public => false, :trackers => Tracker.all,
                  :enabled_module_names => %w(issue_tracking time_tracking))
end

mara, ines, tomas = person('mara', 'Mara'), person('ines', 'Ines'), person('tomas', 'Tomas')
shop, api, other = project('Shop', 'shop'), project('Shop API', 'shop-api'), project('Other', 'other')
api.set_parent!(shop)
manager, reporter = Role.find_by!(:name => 'Manager'), Role.find_by!(:name => 'Reporter')
reporter.update!(:permissions => [:view_issues])
[shop, api].each do |one|
  [mara, ines].each { |who| Member.create!(:project => one, :principal => who, :roles => [manager]) }
  Member.create!(:project => one, :principal => tomas, :roles => [reporter])
end
Member.create!(:project => other, :principal => ines, :roles => [manager])
puts mara.api_key, tomas.api_key
