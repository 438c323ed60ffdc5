public import LeNetFiles

/// Why a model file cannot be read or written.
public struct ModelFileError: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// The file could not be read.
    case unreadable(FileReadingError)
    /// The file could not be written.
    case unwritable(AtomicFileError)
    /// The bytes are not a safetensors file.
    case format(SafetensorsError)
    /// A metadata key is missing.
    case missingMetadata(String)
    /// A metadata key has a wrong value.
    case badMetadata(key: String, problem: String)
    /// The file is the checkpoint of a run.
    case checkpoint
    /// A metadata key does not belong to a model.
    case unexpectedMetadata(String)
    /// A tensor of the architecture is missing.
    case missingTensor(String)
    /// A tensor does not belong to the architecture.
    case unexpectedTensor(String)
    /// A tensor has another shape than in the architecture.
    case wrongShape(tensor: String, expected: [Int], got: [Int])
    /// The number of class names differs from that of the outputs.
    case wrongClasses(expected: Int, got: Int)
    /// A number is infinite or NaN.
    case notFinite(tensor: String, index: Int, value: String)
    /// The weight of an absent link is not 0.
    case absentLink(tensor: String, index: Int)
    /// A running variance is below 0.
    case negativeVariance(tensor: String, index: Int)
    /// An extra tensor or text repeats a name.
    case repeatedName(String)
    /// The file or its header would exceed the limit.
    case tooLarge
  }

  /// The file, if there is one.
  public let path: String?
  /// What is wrong.
  public let reason: Reason

  /// An error, of the file at `path`, if there is one.
  public init(path: String? = nil, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension ModelFileError: CustomStringConvertible {
  /// Which file, what is wrong, and what was expected.
  public var description: String {
    switch reason {
    case .unreadable(let error): error.description
    case .unwritable(let error): error.description
    default: "the model\(path.map { " file \($0)" } ?? "") cannot be used: \(problem)"
    }
  }

  private var problem: String {
    switch reason {
    case .unreadable(let error): error.description
    case .unwritable(let error): error.description
    case .format(let error): error.description
    case .missingMetadata(let key):
      "its metadata has no '\(key)'; expected a file written by this program"
    case .badMetadata(let key, let problem):
      "its metadata '\(key)' is damaged: \(problem)"
    case .checkpoint:
      """
      it is the checkpoint of a run; use the model.safetensors in the same folder, which exists after the \
      first epoch
      """
    case .unexpectedMetadata(let key):
      "its metadata has '\(key)', which does not belong to a model"
    case .missingTensor(let name):
      "the tensor \(name) of its architecture is missing"
    case .unexpectedTensor(let name):
      "it has the tensor \(name), which is not part of its architecture"
    case .wrongShape(let tensor, let expected, let got):
      "the tensor \(tensor) has the shape \(got); expected \(expected)"
    case .wrongClasses(let expected, let got):
      "it names \(got) classes; expected one for each of the \(expected) outputs"
    case .notFinite(let tensor, let index, let value):
      "number \(index) of the tensor \(tensor) is \(value); expected finite numbers"
    case .absentLink(let tensor, let index):
      "number \(index) of the tensor \(tensor) belongs to an absent link and must be 0"
    case .negativeVariance(let tensor, let index):
      "number \(index) of the tensor \(tensor) is a variance below 0"
    case .repeatedName(let name):
      "the name \(name) is used twice"
    case .tooLarge:
      """
      it would have more than \(ModelFile.largestFile) bytes, \
      or more than \(Safetensors.largestHeader) in its header
      """
    }
  }
}
