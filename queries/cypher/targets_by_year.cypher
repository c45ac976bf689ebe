// name: targets_by_year
// title: {zh: 某年要达到哪些目标, en: Which targets are set for a year}
// topic: 目标
// order: 301
// about: 各文件为一个年份定下的目标；也可看基数（已经达到的数）和支持额度。
// parameters:
//   - name: year
//     type: year
//     title: 年份
//     about: 四位数的年份；不填则看全部年份
//     default: ''
//     suggest: MATCH (t:Target) WHERE t.year <> '' RETURN DISTINCT t.year AS value ORDER BY value DESC
//   - name: kind
//     type: choice
//     choices: {target: 目标, baseline: 基数, support: 支持额度, all: 全部}
//     title: 性质
//     about: 要达到的目标、已有的基数、给予的支持，或全部
//     default: target
//   - name: document
//     type: entity
//     labels: [Document]
//     title: 文件
//     about: 只看这份文件：标题、文号或其中几个字；不填则看全部
//     default: ''
// columns:
//   - {name: year, type: year, title: 年份}
//   - {name: indicator, type: text, title: 指标}
//   - {name: comparator, type: text, title: 比较}
//   - {name: value, type: number, title: 数值}
//   - {name: unit, type: text, title: 单位}
// example: {year: 2025}

MATCH (t:Target)<-[r:SETS_TARGET]-(:Measure|Document)
WHERE ($year = '' OR t.year CONTAINS $year) AND ($kind = 'all' OR t.kind = $kind)
MATCH (d:Document {id: r.document})
WHERE $document = '' OR d.name = $document OR $document IN d.aliases
   OR d.number = $document OR d.title CONTAINS $document
RETURN t.year AS year, t.indicator AS indicator,
       CASE t.comparator WHEN '>=' THEN '≥' WHEN '<=' THEN '≤' WHEN '~' THEN '≈' ELSE t.comparator END AS comparator,
       t.value AS value, t.unit AS unit,
       r.evidence AS evidence,
       CASE WHEN d.number IS NULL THEN d.title ELSE d.title + '（' + d.number + '）' END AS document,
       r.measure AS measure, r.start AS start, r.end AS `end`, d.id AS document_id
ORDER BY year, coalesce(d.date, ''), document, start, `end`, indicator, value, r.id
