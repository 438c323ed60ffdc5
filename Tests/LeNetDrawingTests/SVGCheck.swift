import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What every picture must be: well-formed XML with a text alternative, nothing from outside, and every element
/// at a place inside of it.
final class SVGCheck: NSObject, XMLParserDelegate {
  private(set) var defects: [String] = []
  private(set) var texts: [String] = []
  /// Every text with the place it is written at.
  private(set) var places: [(text: String, x: Double, y: Double)] = []
  /// The middle of every dot.
  private(set) var dots: [(x: Double, y: Double)] = []
  private var counts: [String: Int] = [:]
  private var size = (width: 0.0, height: 0.0)
  private var text: String?
  private var place = (x: 0.0, y: 0.0)

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() { defects.append("\(String(describing: parser.parserError))") }
    for name in ["title", "desc", "style"] where counts[name] != 1 {
      defects.append("\(counts[name] ?? 0) elements \(name)")
    }
    for (element, text) in alternatives where text.count < 3 {
      defects.append("\(element) is empty")
    }
    if !svg.contains("prefers-color-scheme: dark") { defects.append("no dark scheme") }
  }

  private(set) var alternatives: [String: String] = [:]

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    counts[name, default: 0] += 1
    text = ["title", "desc", "text"].contains(name) ? "" : nil
    func number(_ key: String) -> Double { Double(attributes[key] ?? "") ?? 0 }
    if name == "text" { place = (number("x"), number("y")) }
    if name == "circle" { dots.append((number("cx"), number("cy"))) }
    if name == "svg" {
      size = (Double(attributes["width"] ?? "") ?? 0, Double(attributes["height"] ?? "") ?? 0)
      if size.width < 50 || size.height < 50 { defects.append("size \(size)") }
      return
    }
    for (key, value) in attributes {
      if key.hasSuffix("href"), !value.hasPrefix("data:image/png;base64,") {
        defects.append("\(name) takes \(value.prefix(40)) from outside")
      }
      if ["x", "y", "width", "height", "cx", "cy", "r", "points", "fill-opacity"].contains(key) {
        check(name, key, value)
      }
    }
  }

  private func check(_ element: String, _ key: String, _ value: String) {
    guard value != "100%" else { return }
    for (place, part) in value.split(whereSeparator: { " ,".contains($0) }).enumerated() {
      guard let number = Double(part), number.isFinite else {
        defects.append("\(element) has \(key) \(part)")
        continue
      }
      let isAcross = key == "points" ? place % 2 == 0 : key.hasSuffix("x") || key == "width"
      if number < 0 || number > (isAcross ? size.width : size.height) {
        defects.append("\(element) has \(key) \(number) in \(size)")
      }
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text? += string
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard let text else { return }
    if name == "text" {
      texts.append(text)
      places.append((text, place.x, place.y))
    } else {
      alternatives[name] = text
    }
    self.text = nil
    if text.lowercased().contains("nan") { defects.append("\(name) says \(text)") }
  }
}
