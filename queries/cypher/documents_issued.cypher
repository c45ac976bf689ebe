// name: documents_issued
// title: {zh: 哪些机构发布了哪些文件, en: Which institutions issued which documents}
// topic: 文件
// order: 501
// about: 每份文件由谁发布、何时成文、属于哪一级；可只看一家机构。
// parameters:
//   - name: institution
//     type: entity
//     labels: [Institution]
//     title: 机构
//     about: 发文机关的名称、简称或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: institution, type: entity, labels: [Institution], title: 发文机关}
//   - {name: title, type: entity, labels: [Document], title: 文件}
//   - {name: date, type: text, title: 成文日期}
//   - {name: level, type: text, title: 层级}

MATCH (i:Institution)-[r:ISSUED]->(issued:Document)
WHERE $institution = '' OR i.name CONTAINS $institution OR any(alias IN i.aliases WHERE alias CONTAINS $institution)
MATCH (d:Document {id: r.document})
RETURN i.name AS institution, issued.name AS title, coalesce(issued.date, '') AS date, coalesce(issued.level, '') AS level,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY institution, date, title, coalesce(d.date, ''), document, start, `end`, r.id
