// name: duties_of_institution
// title: {zh: 某机构承担哪些任务, en: What an institution has to do}
// topic: 责任与任务
// order: 203
// about: 一家机构牵头或负责的每一条举措，按文件和次序排列。
// parameters:
//   - name: institution
//     type: entity
//     labels: [Institution]
//     title: 机构
//     about: 机构的名称、简称或其中几个字
//   - name: role
//     type: choice
//     choices: {all: 全部, LEADS: 牵头, RESPONSIBLE_FOR: 负责}
//     title: 角色
//     about: 只看牵头的、只看负责的，或全部
//     default: all
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 只看这份文件：标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: institution, type: entity, labels: [Institution], title: 机构}
//   - {name: role, type: text, title: 角色}
//   - {name: task, type: text, title: 举措标题}
// example: {institution: 省科技厅}

OPTIONAL MATCH (known:Institution)
WHERE known.name = $institution OR $institution IN known.aliases
WITH count(known) AS exact
MATCH (i:Institution)
WHERE i.name = $institution OR $institution IN i.aliases
   OR (exact = 0 AND (i.name CONTAINS $institution OR $institution CONTAINS i.name))
MATCH (i)-[r:LEADS|RESPONSIBLE_FOR]->(m:Measure)
WHERE $role = 'all' OR type(r) = $role
MATCH (d:Document {id: r.document})
WHERE $document = '' OR d.name = $document OR $document IN d.aliases
   OR d.number = $document OR d.title CONTAINS $document
RETURN i.name AS institution, CASE type(r) WHEN 'LEADS' THEN '牵头' ELSE '负责' END AS role, m.name AS task,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY institution, coalesce(d.date, ''), document, start, role, task, `end`, r.id
