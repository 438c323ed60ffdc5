import LeNet
import LeNetText

extension Shape {
  /// Maps, rows and columns: `6x28x28`.
  var text: String { "\(maps)x\(rows)x\(columns)" }

  /// Maps, rows and columns as a list.
  var json: JSON { .array([.integer(maps), .integer(rows), .integer(columns)]) }
}
