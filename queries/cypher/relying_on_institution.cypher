// name: relying_on_institution
// title: {zh: 哪些平台、园区和计划依托某机构, en: What relies on an institution}
// topic: 布局与合作
// order: 402
// about: 由一家机构（或平台、园区）承载的平台、园区、计划和举措。
// parameters:
//   - name: carrier
//     type: entity
//     labels: [Institution, Platform, Park]
//     title: 依托对象
//     about: 机构、平台或园区的名称、简称或其中几个字
// columns:
//   - {name: dependent, type: text, title: 被承载者}
//   - {name: kind, type: text, title: 类型}
//   - {name: carrier, type: entity, labels: [Institution, Platform, Park], title: 依托}
// example: {carrier: 长春光机所}

OPTIONAL MATCH (known:Institution|Platform|Park)
WHERE known.name = $carrier OR $carrier IN known.aliases
WITH count(known) AS exact
MATCH (carrier:Institution|Platform|Park)
WHERE carrier.name = $carrier OR $carrier IN carrier.aliases
   OR (exact = 0 AND (carrier.name CONTAINS $carrier OR $carrier CONTAINS carrier.name))
MATCH (x:Platform|Park|Programme|Measure|Document)-[r:RELIES_ON]->(carrier)
MATCH (d:Document {id: r.document})
RETURN x.name AS dependent,
       CASE labels(x)[0] WHEN 'Platform' THEN '平台' WHEN 'Park' THEN '园区' WHEN 'Programme' THEN '计划'
         WHEN 'Institution' THEN '机构' WHEN 'Region' THEN '地区' WHEN 'Measure' THEN '举措' ELSE '文件' END AS kind,
       carrier.name AS carrier,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY carrier, kind, dependent, coalesce(d.date, ''), document, start, `end`, r.id
