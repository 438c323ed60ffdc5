public import LeNetModel

/// Why a run cannot resume from a checkpoint.
public struct CheckpointError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// The file cannot be read, or is incomplete.
    case file(ModelFileError)
    /// A value is missing or wrong.
    case damaged(String)
  }

  /// The file.
  public let path: String
  /// What is wrong.
  public let reason: Reason

  /// Which file, what is wrong and what to do.
  public var description: String {
    switch reason {
    case .file(let error):
      "the run cannot resume from its checkpoint \(path); start it in another folder: \(error)"
    case .damaged(let problem):
      "the checkpoint \(path) is damaged: \(problem); start the run in another folder"
    }
  }
}
