// name: carriers_serving_industry
// title: {zh: 哪些园区、机构和计划服务某产业链, en: 'Which parks, institutions and programmes serve an industrial chain'}
// topic: 产业与平台
// order: 102
// about: 平台之外，还有谁为一条产业链或一项技术服务；名称里含有它的下位产业、技术也在内。
// parameters:
//   - name: industry
//     type: entity
//     labels: [Industry, Technology]
//     title: 产业链
//     about: 产业、产业链或技术的名称或别名
// columns:
//   - {name: carrier, type: entity, labels: [Park, Institution, Programme], title: 服务者}
//   - {name: kind, type: text, title: 类型}
//   - {name: industry, type: entity, labels: [Industry, Technology], title: 服务的产业或技术}
// example: {industry: 光电信息}

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
MATCH (carrier:Park|Institution|Programme)-[r:SERVES]->(i)
MATCH (d:Document {id: r.document})
RETURN carrier.name AS carrier,
       CASE labels(carrier)[0] WHEN 'Park' THEN '园区' WHEN 'Institution' THEN '机构' ELSE '计划' END AS kind,
       i.name AS industry,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY kind, carrier, industry, coalesce(d.date, ''), document, start, `end`, r.id
