import LeNetFiles
import LeNetModel
import LeNetText

extension RunRecord {
  /// The largest file that is read, in bytes.
  private static let largestFile = 1 << 22

  /// Reads `run.json` of a folder; throws where there is none or it does not describe a run.
  package init(reading folder: String) throws(RecordedRunError) {
    func refusal(_ problem: String) -> RecordedRunError {
      RecordedRunError(folder: folder, problem: "its \(RunFolder.recordName) \(problem)")
    }
    let bytes: [UInt8]
    do throws(FileReadingError) {
      bytes = try FileReading.bytes(
        of: joinPath(folder, RunFolder.recordName), limit: Self.largestFile)
    } catch {
      throw refusal(error.problem)
    }
    let json: JSON
    do throws(JSONError) {
      json = try JSON(reading: bytes).withCurrentNames
    } catch {
      throw refusal("is not valid JSON, \(error)")
    }
    guard json["architecture"]?.string != nil, json["recipe"]?["name"]?.string != nil else {
      throw refusal("names no architecture and no recipe")
    }
    do {
      self = try json.decoded()
    } catch {
      throw refusal("has a value of the wrong kind")
    }
  }
}

/// Why a folder does not describe a run.
public struct RecordedRunError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder.
  public let folder: String
  /// What is wrong, as a part of a sentence.
  public let problem: String

  /// What is wrong and what to do, in one sentence.
  public var description: String {
    "the folder \(folder) does not hold a run: \(problem); give the folder of a run"
  }
}
