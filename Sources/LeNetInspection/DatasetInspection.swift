import LeNetCatalog
public import LeNetData
import LeNetModel

/// An inspection of a data set before training: its figures and its problems.
///
/// It trains no network; most of its time goes into comparing images with the mean of each class.
public struct DatasetInspection: Sendable {
  /// The training split, then the test split.
  package let figures: [SplitFigures]
  /// The names of the classes.
  public let classes: [String]
  /// The findings, the worst first.
  public let findings: [Finding]

  /// The subject of the images.
  public enum Subject: Sendable, CaseIterable {
    /// Digits, letters, or anything else; the inspection looks for wrong digits.
    case anything
    /// Photographs; the inspection skips checks of ink on paper.
    case photographs
    /// Photographs that were prepared as digits.
    case photographsAsInk
  }

  /// Inspects a data set.
  ///
  /// - Parameters:
  ///   - splits: the data.
  ///   - name: the name of the data, such as that of their folder, to compare with those of known sets.
  ///   - digests: the result of `DataSource.storedDigests()`.
  ///   - subject: what the images show; images with several maps count as photographs.
  /// - Throws: `DatasetError` where the program's own MNIST, with which digits are compared, is damaged.
  public init(
    _ splits: DatasetSplits, name: String? = nil, digests: [String: String] = [:],
    subject: Subject = .anything
  ) throws(DatasetError) {
    let mayBeInk = subject == .anything && splits.training.shape.maps == 1
    let figures = [
      SplitFigures(splits.training, split: .training), SplitFigures(splits.test, split: .test),
    ]
    self.figures = figures
    classes = splits.training.classes
    var findings = Self.identity(splits, name: name ?? splits.training.name, digests: digests)
    if subject == .photographsAsInk { findings.append(Self.inkOfPhotographs) }
    findings += Self.pixels(figures, mayBeInk: mayBeInk)
    findings += Self.balance(figures, classes: splits.training.classes)
    findings += Self.repetition(splits)
    let isInverted = findings.contains { $0.kind == .inverted }
    let labels = try Self.labels(splits, isInverted: isInverted, mayBeInk: mayBeInk)
    findings += labels
    // Labels of other images say nothing about the orientation.
    if labels.isEmpty, mayBeInk {
      findings += try Self.orientation(splits, isInverted: isInverted)
    }
    self.findings = findings.enumerated().sorted {
      $0.element.severity != $1.element.severity
        ? $0.element.severity > $1.element.severity : $0.offset < $1.offset
    }.map(\.element)
  }

  /// Whether nothing is wrong; there may be warnings and notes.
  public var isSound: Bool { !findings.contains { $0.severity == .wrong } }
}

extension DatasetSplit {
  /// The name of the split in a sentence.
  var displayText: String { rawValue }
}
