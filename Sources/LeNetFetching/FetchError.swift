public import LeNetArchives
import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why a data set cannot be fetched; earlier files of the folder are unchanged.
public enum FetchError: Error, Hashable, Sendable {
  /// libcurl is not installed.
  case noLibrary
  /// No folder was named, and there is no home folder.
  case noFolder
  /// A file or folder cannot be made, read or written; the system's reason.
  case file(path: String, reason: String)
  /// The disk is full.
  case diskFull(path: String)
  /// No server gave the file; `folder` is where a person can put it by hand.
  case mirrors(file: String, folder: String, [MirrorFailure])
  /// An archive with the right digest cannot be read; only a mistake of this program causes that.
  case archive(path: String, ArchiveError)
  /// The fetch was asked to stop; the received part is kept in the folder, if there is one.
  case interrupted(folder: String?)

  /// Whether no server answered, as without a network.
  public var isOffline: Bool {
    guard case .mirrors(_, _, let failures) = self else { return false }
    return failures.allSatisfy(\.problem.isSilence)
  }
}

extension FetchError: CustomStringConvertible {
  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .noLibrary:
      "fetching needs libcurl 7.66 or newer, which is not installed; install libcurl4 "
        + "(Debian, Ubuntu) or curl (Homebrew), or put the files into the folder by hand"
    case .noFolder:
      "there is no home folder to keep data sets in; name a folder"
    case .file(let path, let reason):
      "\(path): \(reason); choose another folder"
    case .diskFull(let path):
      "\(path) cannot be written because the disk is full; free some space and fetch again"
    case .mirrors(let file, let folder, let failures):
      "\(isOffline ? "nothing could be fetched: no server answered for" : "no server gave") \(file) "
        + "(\(failures.map(\.description).joined(separator: "; "))); try again later, or put it "
        + "into \(folder) by hand"
    case .archive(let path, let error):
      "\(path): \(error)"
    case .interrupted(let folder?):
      "interrupted; the received part is kept in \(folder), fetch again to continue"
    case .interrupted(nil): "interrupted before anything was received"
    }
  }

  /// The error of the system at a path.
  static func system(_ path: String, _ error: SystemError) -> FetchError {
    error.code == ENOSPC || error.code == EDQUOT
      ? .diskFull(path: path) : .file(path: path, reason: error.reason)
  }

  /// A file that cannot be opened to write.
  static func writing(_ path: String, _ error: FileWritingError) -> FetchError {
    if case .system(let error) = error { return .system(path, error) }
    return .file(path: path, reason: error.reason)
  }
}

extension FetchError {
  /// That a fetch into a folder was asked to stop.
  static func interrupted(in folder: String) -> FetchError {
    .interrupted(folder: PathKind(folder) == .nothing ? nil : folder)
  }
}
