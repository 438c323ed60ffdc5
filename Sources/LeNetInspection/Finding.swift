/// Something that a look at a data set has found.
public struct Finding: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Worth knowing.
    case note
    /// Worth a look: it may be meant so.
    case warning
    /// Training on these data gives a wrong result.
    case wrong

    /// A note is less than a warning, a warning less than what is wrong.
    public static func < (first: Severity, second: Severity) -> Bool {
      (allCases.firstIndex(of: first) ?? 0) < (allCases.firstIndex(of: second) ?? 0)
    }
  }

  /// What it is about; the raw values are for programs.
  public enum Kind: String, Sendable, CaseIterable {
    /// The files are a well-known set's, maybe another one's than the name says.
    case identity
    /// Files of several sets, or of the other part, lie together.
    case mixedSets
    /// The name is a well-known set's, the bytes are not.
    case changedBytes
    /// Digits or letters are transposed, turned or mirrored.
    case turned
    /// Ink is dark and paper light.
    case inverted
    /// Photographs were prepared as digits are.
    case photographsAsInk
    /// Labels belong to images some places before or after.
    case labelsOutOfStep
    /// Labels say nothing about the images.
    case labelsUnrelated
    /// The numbers of classes mean something else than they should.
    case otherNumbering
    /// Images are repeated within a part.
    case duplicates
    /// Images are in both parts.
    case leakage
    /// Equal images have different labels.
    case conflictingLabels
    /// Images are of one value all over.
    case constantImages
    /// Images have no ink.
    case blankImages
    /// Some classes have far more images than others.
    case classBalance
    /// A class has no image.
    case emptyClass
    /// There is one class to learn, and no other to tell it from.
    case singleClass
    /// All pixels are almost 0.
    case darkImages
    /// The parts were prepared in different ways.
    case differentParts
    /// There is little to train on.
    case small
  }

  /// What it is about.
  public let kind: Kind
  /// How bad it is.
  public let severity: Severity
  /// What was found, a sentence.
  public let message: String
  /// What to do about it, a sentence; empty for notes.
  public let advice: String

  init(_ kind: Kind, _ severity: Severity, _ message: String, advice: String = "") {
    self.kind = kind
    self.severity = severity
    self.message = message
    self.advice = advice
  }
}
