import ArgumentParser
import LeNet
import LeNetFiles
import LeNetReading

/// The shell's completions of values that are names of layers, of options or of columns.
enum ValueCompletion {
  /// The names of layers that a network trains, by the options before, and the words for several of them.
  static let trainedLayers = CompletionKind.custom { words, _, prefix in
    let network = option("--architecture", in: words).flatMap { try? Architecture.find($0) }
    let recipe = option("--recipe", in: words).flatMap { Recipe.named($0) }
    let layers = Recipe.trainableLayers(
      of: network ?? recipe?.architecture ?? Recipe.pytorch.architecture)
    // Of a list, the last name is completed.
    let list = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
    let names = layers.map { list + $0 } + (list.isEmpty ? ["all-but-last", "none"] : [])
    return names.filter { $0.hasPrefix(prefix) }
  }

  /// The names of layers of the model that is named, else of the one in the program.
  static let layers = CompletionKind.custom { words, _, prefix in
    let models = words.lazy.map(RunFolderName.named).compactMap { path in
      try? ModelFile.read(
        PathKind(path) == .folder ? joinPath(path, RunFolder.modelName) : path)
    }
    let model = models.first ?? DigitReader.defaultModel
    return model.architecture.layers.map(\.name).filter { $0.hasPrefix(prefix) }
  }

  /// The value of an option in a command line.
  private static func option(_ name: String, in words: [String]) -> String? {
    Array(zip(words, words.dropFirst())).last { $0.0 == name }?.1
  }
}
