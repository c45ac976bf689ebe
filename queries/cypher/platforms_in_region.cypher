// name: platforms_in_region
// title: {zh: 某地有哪些平台、园区和机构, en: 'Platforms, parks and institutions in a region'}
// topic: 布局与合作
// order: 403
// about: 位于一个地区或园区的平台、园区和机构，连同依托当地单位的平台；位于其下级园区、地区的也在内。
// parameters:
//   - name: region
//     type: entity
//     labels: [Region, Park]
//     title: 地区
//     about: 地区或园区的名称或别名
//   - name: kind
//     type: choice
//     choices: {all: 全部, Platform: 平台, Park: 园区, Institution: 机构}
//     title: 类型
//     about: 只看一类，或全部
//     default: all
// columns:
//   - {name: name, type: entity, labels: [Platform, Park, Institution], title: 名称}
//   - {name: kind, type: text, title: 类型}
//   - {name: way, type: text, title: 关系}
//   - {name: place, type: entity, labels: [Region, Park, Institution, Platform], title: 位于或依托}
// example: {region: 长春市}

OPTIONAL MATCH (known:Region|Park)
WHERE known.name = $region OR $region IN known.aliases
WITH count(known) AS exact
MATCH (region:Region|Park)
WHERE region.name = $region OR $region IN region.aliases
   OR (exact = 0 AND (region.name CONTAINS $region OR $region CONTAINS region.name))
MATCH (region)<-[:LOCATED_IN*0..2]-(place)
WITH DISTINCT place
MATCH (x:Platform|Park|Institution)-[r:LOCATED_IN|RELIES_ON]->(place)
WHERE $kind = 'all' OR $kind IN labels(x)
MATCH (d:Document {id: r.document})
RETURN x.name AS name,
       CASE labels(x)[0] WHEN 'Platform' THEN '平台' WHEN 'Park' THEN '园区' ELSE '机构' END AS kind,
       CASE type(r) WHEN 'LOCATED_IN' THEN '位于' ELSE '依托' END AS way, place.name AS place,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY kind, name, way DESC, place, coalesce(d.date, ''), document, start, `end`, r.id
