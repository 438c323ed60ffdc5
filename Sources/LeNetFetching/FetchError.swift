public import LeNetArchives
import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why a data set cannot be fetched; what was in the folder before is still there.
public enum FetchError: Error, Hashable, Sendable {
  /// libcurl is not installed.
  case noLibrary
  /// Neither a folder was named nor is there a home folder.
  case noFolder
  /// A file or folder cannot be made, read or written; the system's reason.
  case file(path: String, reason: String)
  /// The disk is full.
  case diskFull(path: String)
  /// No place gave the file; the folder to put it into by hand.
  case mirrors(file: String, folder: String, [MirrorFailure])
  /// An archive is not what its digest promised; only a mistake of this program can lead here.
  case archive(path: String, ArchiveError)
  /// The fetch was asked to end; what has come is kept.
  case interrupted(folder: String)

  /// Whether nothing was heard of any server, as without a network.
  public var isOffline: Bool {
    guard case .mirrors(_, _, let failures) = self else { return false }
    return failures.allSatisfy(\.problem.isSilence)
  }
}

extension FetchError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .noLibrary:
      "fetching takes libcurl 7.66 or newer, which is not installed; install libcurl4 "
        + "(Debian, Ubuntu) or curl (Homebrew), or put the files into the folder by hand"
    case .noFolder:
      "there is no home folder to keep data sets in; name a folder with --data-dir"
    case .file(let path, let reason):
      "\(path): \(reason); choose another folder with --data-dir"
    case .diskFull(let path):
      "\(path) cannot be written because the disk is full; free some space and fetch again"
    case .mirrors(let file, let folder, let failures):
      "\(isOffline ? "nothing could be fetched: no server answered for" : "no server gave") \(file) "
        + "(\(failures.map(\.description).joined(separator: "; "))); try again later, or put it "
        + "into \(folder) by hand"
    case .archive(let path, let error):
      "\(path): \(error)"
    case .interrupted(let folder):
      "interrupted; what has come is kept in \(folder), fetch again to go on"
    }
  }

  /// The error of the system at a path.
  static func system(_ path: String, _ error: SystemError) -> FetchError {
    error.code == ENOSPC || error.code == EDQUOT
      ? .diskFull(path: path) : .file(path: path, reason: error.reason)
  }
}
