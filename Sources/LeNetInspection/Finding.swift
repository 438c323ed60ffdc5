/// A finding of the inspection of a data set.
public struct Finding: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Worth knowing.
    case note
    /// Worth a look: it may be intended.
    case warning
    /// Training on these data gives a wrong result.
    case wrong

    /// Orders notes before warnings, and warnings before what is wrong.
    public static func < (first: Severity, second: Severity) -> Bool {
      (allCases.firstIndex(of: first) ?? 0) < (allCases.firstIndex(of: second) ?? 0)
    }
  }

  /// The subject of a finding; the raw values are for programs.
  public enum Kind: String, Sendable, CaseIterable {
    /// The files belong to a well-known set, perhaps another one than the name says.
    case identity
    /// Files of several sets, or of the other split, lie together.
    case mixedSets
    /// The name is a well-known set's, the bytes are not.
    case changedBytes
    /// Digits or letters are transposed, turned or mirrored.
    case turned
    /// Ink is dark and paper light.
    case inverted
    /// Photographs were prepared as digits are.
    case photographsAsInk
    /// Labels are shifted against their images.
    case labelsOutOfStep
    /// Labels say nothing about the images.
    case labelsUnrelated
    /// The class numbers have another meaning than expected.
    case otherNumbering
    /// Images are repeated within a split.
    case duplicates
    /// Images are in both splits.
    case leakage
    /// Equal images have different labels.
    case conflictingLabels
    /// Images have a single value.
    case constantImages
    /// Images have no ink.
    case blankImages
    /// Some classes have far more images than others.
    case classBalance
    /// A class has no image.
    case emptyClass
    /// There is only one class to learn.
    case singleClass
    /// All pixels are almost 0.
    case darkImages
    /// The splits were prepared in different ways.
    case differentSplits
    /// There are few training images.
    case small
  }

  /// What it is about.
  public let kind: Kind
  /// How bad it is.
  public let severity: Severity
  /// The finding, as a sentence.
  public let message: String
  /// The advice, as a sentence; empty for notes.
  public let advice: String

  init(_ kind: Kind, _ severity: Severity, _ message: String, advice: String = "") {
    self.kind = kind
    self.severity = severity
    self.message = message
    self.advice = advice
  }
}
