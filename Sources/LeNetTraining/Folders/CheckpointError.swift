public import LeNetModel

/// Why a checkpoint cannot be gone on from.
public struct CheckpointError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// The file as such is not readable or complete.
    case file(ModelFileError)
    /// It lacks a part, or a part is not what it should be.
    case damaged(String)
  }

  /// The file.
  public let path: String
  /// What is wrong.
  public let reason: Reason

  /// One sentence or two: which file, what is wrong, what to do.
  public var description: String {
    switch reason {
    case .file(let error):
      "\(error) The run cannot go on from its checkpoint \(path); start it in another folder."
    case .damaged(let problem):
      "The checkpoint \(path) is damaged, \(problem); start the run in another folder."
    }
  }
}
