import LeNet
import LeNetFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a run folder says about its run, so that `--output FOLDER --resume` needs nothing more.
struct StoredRun: Decodable {
  let recipe: Recipe
  let seed: UInt64
  /// The data set's name, which for a folder is not where it is.
  let data: String
  /// Whether what is called test are training images held back, so many of them; nil in older files.
  private let heldBack: Bool?
  private let images: Images?

  private struct Images: Decodable {
    let test: Int
  }

  /// How many training images are held back; nil where the test set judges.
  var heldBackCount: Int? { heldBack == true ? images?.test : nil }

  /// The largest `run.json` that is read, in bytes.
  private static let largest = 1 << 22

  /// Reads the folder's `run.json`; nil where there is none yet.
  static func read(folder: String) throws -> StoredRun? {
    let path = "\(folder)/\(RunFolder.recordName)"
    guard PathKind(path) != .nothing else { return nil }
    let bytes = try FileReading.bytes(of: path, limit: largest)
    do {
      return try JSONDecoder().decode(StoredRun.self, from: Data(bytes))
    } catch {
      throw CommandFailure.wrongUse(
        "The file \(path) does not describe a run: give --recipe or another folder.")
    }
  }
}
