// name: indicator_over_years
// title: {zh: 某指标历年的基数和目标, en: One indicator over the years}
// topic: 目标
// order: 303
// about: 名称里含有这几个字的指标（或关于这一事物的指标），按年份排列，基数和目标放在一起看。
// parameters:
//   - name: indicator
//     type: text
//     title: 指标
//     about: 指标名称里的几个字，例如 研发
//     suggest: MATCH (t:Target) RETURN DISTINCT t.indicator AS value ORDER BY value
// columns:
//   - {name: indicator, type: text, title: 指标}
//   - {name: year, type: year, title: 年份}
//   - {name: kind, type: text, title: 性质}
//   - {name: comparator, type: text, title: 比较}
//   - {name: value, type: number, title: 数值}
//   - {name: unit, type: text, title: 单位}
// example: {indicator: 高新技术企业}

MATCH (t:Target)
OPTIONAL MATCH (t)-[:ABOUT]->(thing:Industry|Platform|Park|Programme|Institution|Region)
WITH t, collect(thing.name) AS things
WHERE t.indicator CONTAINS $indicator OR any(name IN things WHERE name CONTAINS $indicator)
MATCH (t)<-[r:SETS_TARGET]-(:Measure|Document)
MATCH (d:Document {id: r.document})
RETURN t.indicator AS indicator, t.year AS year,
       CASE t.kind WHEN 'target' THEN '目标' WHEN 'baseline' THEN '基数' ELSE '支持额度' END AS kind,
       CASE t.comparator WHEN '>=' THEN '≥' WHEN '<=' THEN '≤' WHEN '~' THEN '≈' ELSE t.comparator END AS comparator,
       t.value AS value, t.unit AS unit,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY indicator, unit, year, value, coalesce(d.date, ''), document, start, `end`, r.id
