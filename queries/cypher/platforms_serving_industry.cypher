// name: platforms_serving_industry
// title: {zh: 哪些平台服务某产业链, en: Which platforms serve an industrial chain}
// topic: 产业与平台
// order: 101
// about: 列出为一条产业链或一项技术服务的平台和它的依托单位；问“碳纤维产业链”即问“碳纤维”，名称里含有它的下位产业、技术也在内。
// parameters:
//   - name: industry
//     type: entity
//     labels: [Industry, Technology]
//     title: 产业链
//     about: 产业、产业链或技术的名称或别名
// columns:
//   - {name: platform, type: entity, labels: [Platform], title: 平台}
//   - {name: industry, type: entity, labels: [Industry, Technology], title: 服务的产业或技术}
//   - {name: carriers, type: list, title: 依托单位}
// example: {industry: 碳纤维产业链}

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
MATCH (platform:Platform)-[r:SERVES]->(i)
MATCH (d:Document {id: r.document})
OPTIONAL MATCH (platform)-[:RELIES_ON]->(carrier:Institution|Platform|Park)
WITH platform, i, r, d, carrier ORDER BY carrier.name
WITH platform, i, r, d, collect(DISTINCT carrier.name) AS carriers
RETURN platform.name AS platform, i.name AS industry, carriers,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY platform, industry, coalesce(d.date, ''), document, start, `end`, r.id
