import LeNetModel

/// A look at a data set before anything is trained on it: what it is made of, and what is wrong with it.
///
/// Nothing is trained: the largest part of it is comparing images with the mean of each class.
public struct Checkup: Sendable {
  /// The training part, then the test part.
  public let figures: [PartFigures]
  /// The names of the classes.
  public let classes: [String]
  /// What was found, the worst first.
  public let findings: [Finding]

  /// Looks at a data set.
  ///
  /// - Parameters:
  ///   - parts: the data.
  ///   - name: what they are called, such as their folder's name, which may be that of a known set.
  ///   - digests: what `DataSource.storedDigests()` gives.
  /// - Throws: `DatasetError` where the program's own MNIST, with which digits are compared, is damaged.
  public init(
    _ parts: DatasetParts, name: String? = nil, digests: [String: String] = [:]
  ) throws(DatasetError) {
    let figures = [
      PartFigures(parts.training, part: .training), PartFigures(parts.test, part: .test),
    ]
    self.figures = figures
    classes = parts.training.classes
    var findings = Self.identity(parts, name: name ?? parts.training.name, digests: digests)
    findings += Self.pixels(figures)
    findings += Self.balance(figures, classes: parts.training.classes)
    findings += Self.repetition(parts)
    let isInverted = findings.contains { $0.kind == .inverted }
    let labels = try Self.labels(parts, isInverted: isInverted)
    findings += labels
    // Where labels belong to other images, what they say about the images says nothing.
    if labels.isEmpty {
      findings += try Self.orientation(parts, isInverted: isInverted)
    }
    self.findings = findings.enumerated().sorted {
      $0.element.severity != $1.element.severity
        ? $0.element.severity > $1.element.severity : $0.offset < $1.offset
    }.map(\.element)
  }

  /// Whether nothing is wrong; warnings and notes may be there.
  public var isSound: Bool { !findings.contains { $0.severity == .wrong } }
}

extension DatasetPart {
  /// Its name in a sentence.
  var words: String { rawValue }
}

/// A count and what is counted, `1 image` or `3,000 images`.
package func images(_ count: Int) -> String {
  count == 1 ? "1 image" : "\(grouped(count)) images"
}

/// A count of classes, `1 class` or `10 classes`.
package func classes(_ count: Int) -> String {
  count == 1 ? "1 class" : "\(grouped(count)) classes"
}

/// A count with commas between thousands, `60,000`.
package func grouped(_ count: Int) -> String { count.grouped }

/// A share in per cent with one decimal, `12.5 %`.
func percent(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}
