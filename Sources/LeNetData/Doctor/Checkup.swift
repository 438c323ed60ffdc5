import LeNetModel

/// A look at a data set before anything is trained on it: what it is made of, and what is wrong with it.
///
/// Nothing is trained: the largest part of it is comparing images with the mean of each class.
public struct Checkup: Sendable {
  /// The training part, then the test part.
  package let figures: [PartFigures]
  /// The names of the classes.
  public let classes: [String]
  /// What was found, the worst first.
  public let findings: [Finding]

  /// What the images show.
  public enum Subject: Sendable, CaseIterable {
    /// Digits, letters, or anything else: what looks like a digit that is wrong is said to be.
    case anything
    /// Photographs, of which nothing is said that holds for ink on paper only.
    case photographs
    /// What the preparation of digits takes for ink in photographs.
    case photographsAsInk
  }

  /// Looks at a data set.
  ///
  /// - Parameters:
  ///   - parts: the data.
  ///   - name: what they are called, such as their folder's name, which may be that of a known set.
  ///   - digests: what `DataSource.storedDigests()` gives.
  ///   - subject: what the images show; those of several maps are taken for photographs.
  /// - Throws: `DatasetError` where the program's own MNIST, with which digits are compared, is damaged.
  public init(
    _ parts: DatasetParts, name: String? = nil, digests: [String: String] = [:],
    subject: Subject = .anything
  ) throws(DatasetError) {
    let mayBeInk = subject == .anything && parts.training.shape.maps == 1
    let figures = [
      PartFigures(parts.training, part: .training), PartFigures(parts.test, part: .test),
    ]
    self.figures = figures
    classes = parts.training.classes
    var findings = Self.identity(parts, name: name ?? parts.training.name, digests: digests)
    if subject == .photographsAsInk { findings.append(Self.inkOfPhotographs) }
    findings += Self.pixels(figures, mayBeInk: mayBeInk)
    findings += Self.balance(figures, classes: parts.training.classes)
    findings += Self.repetition(parts)
    let isInverted = findings.contains { $0.kind == .inverted }
    let labels = try Self.labels(parts, isInverted: isInverted, mayBeInk: mayBeInk)
    findings += labels
    // Where labels belong to other images, what they say about the images says nothing.
    if labels.isEmpty, mayBeInk {
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
  var displayText: String { rawValue }
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
