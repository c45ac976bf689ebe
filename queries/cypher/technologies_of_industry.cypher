// name: technologies_of_industry
// title: {zh: 某产业聚焦哪些技术, en: Which technologies an industry focuses on}
// topic: 产业与平台
// order: 104
// about: 和一个产业在同一条举措（或同一园区、机构、计划）里被提出要突破、发展的技术；同一句里说到的排在前面。
// parameters:
//   - name: industry
//     type: entity
//     labels: [Industry]
//     title: 产业
//     about: 产业或产业链的名称或别名
// columns:
//   - {name: industry, type: entity, labels: [Industry], title: 产业}
//   - {name: technology, type: entity, labels: [Technology], title: 技术}
//   - {name: closeness, type: text, title: 关系远近}
//   - {name: source, type: text, title: 由谁提出}
// example: {industry: 新材料}

WITH CASE
    WHEN size($industry) > 4 AND $industry ENDS WITH '产业链' THEN left($industry, size($industry) - 3)
    WHEN size($industry) > 3 AND ($industry ENDS WITH '产业' OR $industry ENDS WITH '行业' OR $industry ENDS WITH '领域')
      THEN left($industry, size($industry) - 2)
    ELSE $industry
  END AS stem
OPTIONAL MATCH (known:Industry)
WHERE known.name CONTAINS stem OR any(alias IN known.aliases WHERE alias CONTAINS stem)
WITH stem, count(known) AS found
MATCH (i:Industry)
WHERE i.name CONTAINS stem OR any(alias IN i.aliases WHERE alias CONTAINS stem)
   OR (found = 0 AND stem CONTAINS i.name)
MATCH (s:Measure|Park|Institution|Programme|Region)-[f:FOCUSES_ON]->(i)
MATCH (s)-[r:FOCUSES_ON]->(t:Technology)
WITH i, t, s, r, max(CASE WHEN f.evidence = r.evidence THEN 1 ELSE 0 END) AS same
MATCH (d:Document {id: r.document})
RETURN i.name AS industry, t.name AS technology,
       CASE same WHEN 1 THEN '同一句' ELSE '同一举措' END AS closeness, s.name AS source,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY industry, same DESC, technology, coalesce(d.date, ''), document, start, `end`, r.id
