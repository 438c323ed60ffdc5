import LeNet

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The values of a run in its folder, so `--output FOLDER --resume` needs nothing else.
struct StoredRun: Decodable {
  let recipe: Recipe
  let seed: UInt64
  /// The data set's name; for a folder, not its path.
  let data: String
  /// Whether the test images are held-out training images; nil in older files.
  private let heldBack: Bool?
  private let images: Images?

  private struct Images: Decodable {
    let test: Int
  }

  /// The number of held-out training images; nil if the run uses the test set.
  var heldBackCount: Int? { heldBack == true ? images?.test : nil }

  /// The size limit of `run.json`, in bytes.
  private static let largest = 1 << 22

  /// Reads the folder's `run.json`; nil if there is none yet.
  static func read(folder: String) throws -> StoredRun? {
    let path = "\(folder)/\(RunFolder.recordName)"
    guard FileKind(path: path) != .missing else { return nil }
    let bytes = try FileReading.bytes(of: path, limit: largest)
    do {
      return try JSONDecoder().decode(StoredRun.self, from: Data(bytes))
    } catch {
      throw CommandFailure.wrongUse(
        "the file \(path) does not describe a run; give --recipe or another folder")
    }
  }
}
