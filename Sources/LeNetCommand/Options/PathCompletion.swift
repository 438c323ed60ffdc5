import ArgumentParser
import LeNetFiles

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The shell's completions of an option that takes a name or a path.
enum PathCompletion {
  /// Names, folders, and files with one of the extensions.
  static func kind(names: [String], extensions: [String] = []) -> CompletionKind {
    .custom { _, _, prefix in
      names.filter { $0.hasPrefix(prefix) } + paths(prefix, extensions: extensions)
    }
  }

  private static func paths(_ prefix: String, extensions: [String]) -> [String] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let begun = prefix.dropFirst(folder.count)
    let entries = try? FileManager.default.contentsOfDirectory(
      atPath: folder.isEmpty ? "." : folder)
    return (entries ?? []).sorted().compactMap { entry in
      let isShown = !entry.hasPrefix(".") || begun.hasPrefix(".")
      guard isShown, entry.hasPrefix(begun) else { return nil }
      let path = folder + entry
      if PathKind(path) == .folder { return path + "/" }
      return extensions.contains { entry.hasSuffix(".\($0)") } ? path : nil
    }
  }
}
