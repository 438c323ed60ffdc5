import LeNetFiles
package import LeNetText

/// A trained network with everything needed to use it, in one file.
///
/// A safetensors file with one tensor for each of the layout's, in PyTorch's names and order of
/// sizes, and the metadata `architecture`, `preparation`, `classes`, `training` and `reading`, each JSON. A
/// checkpoint is the same file with more tensors and texts.
public struct ModelFile: Hashable, Sendable {
  /// The treatment of tensors and texts that do not belong to the model.
  public enum Extras: Sendable {
    /// They make the file unreadable.
    case refused
    /// They are kept in `extraTensors` and `extraMetadata`, as checkpoints need.
    case kept
  }

  /// How images become the network's input.
  public var preparation: Preparation
  /// The name of each class, in the order of the outputs.
  public var classes: [String]
  /// The record of its training; nil for an untrained model.
  public var training: TrainingRecord?
  /// The rule that accepts its answers; nil if not set.
  public var rejectionPolicy: RejectionPolicy?
  /// The parameters with their layout.
  public var parameters: Parameters
  /// Tensors that do not belong to the model, such as an optimizer's moments.
  public var extraTensors: [Safetensors.Tensor]
  /// Texts that do not belong to the model, by key.
  public var extraMetadata: [String: String]

  /// The size limit of a file, in bytes.
  public static let largestFile = 1 << 30
  /// The metadata keys of a model.
  static let keys: Set = ["architecture", "preparation", "classes", "training", "reading"]
  /// The metadata key that only a checkpoint has.
  package static let checkpointKey = "checkpoint"

  /// The network's architecture.
  public var architecture: Architecture { parameters.layout.architecture }

  /// A model from its parts; writing checks them.
  public init(
    preparation: Preparation, classes: [String], training: TrainingRecord? = nil,
    rejectionPolicy: RejectionPolicy? = nil, parameters: Parameters,
    extraTensors: [Safetensors.Tensor] = [],
    extraMetadata: [String: String] = [:]
  ) {
    self.preparation = preparation
    self.classes = classes
    self.training = training
    self.rejectionPolicy = rejectionPolicy
    self.parameters = parameters
    self.extraTensors = extraTensors
    self.extraMetadata = extraMetadata
  }

  /// Reads the file at `path`; throws if anything in it is wrong.
  ///
  /// It first reads the header and checks it against the file's size.
  public static func read(
    _ path: String, extras: Extras = .refused
  ) throws(ModelFileError) -> ModelFile {
    do {
      return try ModelFile(reading: try bytes(of: path), extras: extras)
    } catch {
      throw ModelFileError(path: path, error.reason)
    }
  }

  /// The metadata of the model or checkpoint at `path` by their keys, without its numbers; nil if the file
  /// cannot be read.
  package static func metadata(of path: String) -> [String: JSON]? {
    guard let file = try? RegularFile(path, limit: largestFile) else { return nil }
    var bytes: [UInt8] = []
    guard (try? file.append(to: &bytes, upTo: 8)) != nil,
      let end = try? SafetensorsHeader.end(of: bytes, fileSize: file.size),
      (try? file.append(to: &bytes, upTo: end)) != nil,
      let header = try? SafetensorsHeader(reading: bytes, fileSize: file.size)
    else { return nil }
    return header.metadata.compactMapValues {
      try? JSON(reading: Array($0.utf8)).withCurrentNames
    }
  }

  /// The bytes of a file whose header fits its size.
  private static func bytes(of path: String) throws(ModelFileError) -> [UInt8] {
    do {
      let file = try RegularFile(path, limit: largestFile)
      var bytes: [UInt8] = []
      try file.append(to: &bytes, upTo: 8)
      let end = try SafetensorsHeader.end(of: bytes, fileSize: file.size)
      try file.append(to: &bytes, upTo: end)
      _ = try SafetensorsHeader(reading: bytes, fileSize: file.size)
      try file.append(to: &bytes, upTo: file.size)
      return bytes
    } catch let error as SafetensorsError {
      throw ModelFileError(.format(error))
    } catch let error as FileReadingError {
      throw ModelFileError(.unreadable(error))
    } catch {
      preconditionFailure("reading a file throws no \(type(of: error))")
    }
  }

  /// Writes the file at `path`, so that a crash at any moment leaves the old or the new one.
  ///
  /// Throws before it writes anything if the model could not be read back: with `extras` refused, as `read` does by
  /// default, also if there are extra tensors or texts.
  public func write(to path: String, extras: Extras = .refused) throws(ModelFileError) {
    let bytes: [UInt8]
    do {
      if extras == .refused { try checkExtras() }
      bytes = try encoded()
    } catch {
      throw ModelFileError(path: path, error.reason)
    }
    do {
      try AtomicFile.write(bytes, to: path)
    } catch {
      throw ModelFileError(path: path, .unwritable(error))
    }
  }
}
