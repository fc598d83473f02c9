import Canvas
import Domain
import Widgets

/// `[👥 N ▾]`: all technicians, those of one group (a tag), or the materials where the day has some.
extension State {
  mutating func chooseResource() -> [Effect] {
    let technicians = board?.technicians.values.filter { $0.isActive && $0.resourceType == .technician } ?? []
    var items = [
      MenuItem(
        ChoiceLayer.Choice.resource(.technician), words.technicians + count(technicians.count), key: "t")
    ]
    // Materials only where the day uses some.
    if usesMaterials || list.resource == .material { items.append(MenuItem(.resource(.material), words.materials, key: "m")) }
    var sizes: [DocumentName: Int] = [:]
    for technician in technicians { for tag in technician.tags { sizes[tag, default: 0] += 1 } }
    let keyed: [(key: CollationKey, tag: DocumentName)] = sizes.keys.map { (CollationKey($0.text), $0) }
    let tags = keyed.sorted { $0.key == $1.key ? $0.tag < $1.tag : $0.key < $1.key }.map(\.tag)
    for (index, tag) in tags.enumerated() {
      items.append(MenuItem(.tag(tag), Sanitise.line(tag.text) + count(sizes[tag] ?? 0), beginsGroup: index == 0))
    }
    var layer = ChoiceLayer(title: words.showTitle, items: items, at: Point(x: size.width / 2 - 8, y: 1))
    layer.menu.point(at: list.tag.map(ChoiceLayer.Choice.tag) ?? .resource(list.resource))
    return push(layer)
  }

  private func count(_ count: Int) -> String { "  " + words.number(count) }

  mutating func show(tag: DocumentName) -> [Effect] {
    list.resource = .technician
    list.tag = tag
    rebuildList()
    view.page?.refresh(&self)
    return []
  }
}

extension Words {
  var showTitle: String { say("Montrer", "Show") }
  var technicians: String { say("techniciens", "technicians") }
  var materials: String { say("matériel", "materials") }
}
