package import LeNetModel
import LeNetText

extension Shape {
  /// The maps and their size as in the paper, `6@28×28`; the length of a vector.
  package var displayText: String { isFlat ? maps.grouped : "\(maps.grouped)@\(rows)×\(columns)" }
}
