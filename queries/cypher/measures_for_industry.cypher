// name: measures_for_industry
// title: {zh: 哪些举措发展某产业, en: Which measures develop an industry}
// topic: 产业与平台
// order: 103
// about: 哪份文件的哪条举措提出要发展、突破或布局一个产业、一项技术；名称里含有它的下位产业、技术也在内。
// parameters:
//   - name: industry
//     type: entity
//     labels: [Industry, Technology]
//     title: 产业或技术
//     about: 产业、产业链或技术的名称或别名
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 只看这份文件：标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: industry, type: entity, labels: [Industry, Technology], title: 产业或技术}
//   - {name: task, type: text, title: 举措标题}
// example: {industry: 碳纤维}

WITH CASE
    WHEN size($industry) > 4 AND $industry ENDS WITH '产业链' THEN left($industry, size($industry) - 3)
    WHEN size($industry) > 3 AND ($industry ENDS WITH '产业' OR $industry ENDS WITH '行业' OR $industry ENDS WITH '领域')
      THEN left($industry, size($industry) - 2)
    ELSE $industry
  END AS stem
OPTIONAL MATCH (known:Industry|Technology)
WHERE known.name CONTAINS stem OR any(alias IN known.aliases WHERE alias CONTAINS stem)
WITH stem, count(known) AS found
MATCH (i:Industry|Technology)
WHERE i.name CONTAINS stem OR any(alias IN i.aliases WHERE alias CONTAINS stem)
   OR (found = 0 AND stem CONTAINS i.name)
MATCH (m:Measure|Document)-[r:FOCUSES_ON]->(i)
MATCH (d:Document {id: r.document})
WHERE $document = '' OR d.name = $document OR $document IN d.aliases
   OR d.number = $document OR d.title CONTAINS $document
RETURN i.name AS industry, CASE WHEN m:Measure THEN m.name ELSE '' END AS task,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY industry, coalesce(d.date, ''), document, start, `end`, r.id
