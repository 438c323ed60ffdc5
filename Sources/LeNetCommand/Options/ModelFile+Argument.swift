import LeNet
import LeNetFiles
import LeNetImport
import LeNetText

extension ModelFile {
  /// Reads the model that a person names: a model file, or the folder of a run, whose model is taken.
  static func named(_ named: String) throws -> ModelFile {
    let path = RunFolderName.named(named)
    if PathKind(path) == .nothing, Architecture.named(path) != nil {
      throw CommandFailure.wrongUse(
        "\(path) is an architecture, without weights; give a model file or the folder of a run")
    }
    if path.hasSuffix(".json"), PathKind(path) == .other {
      throw CommandFailure.wrongUse(
        "\(path) describes a network or a run, without weights; give a model file or the folder of a run"
      )
    }
    guard PathKind(path) != .nothing else {
      throw CommandFailure.wrongUse(
        "there is no model file or folder \(path)\(RunFolderName.suggestion(for: path))")
    }
    guard PathKind(path) == .folder else { return try ownOrImported(path) }
    let file = joinPath(path, RunFolder.modelName)
    guard PathKind(file) != .nothing else {
      throw CommandFailure.wrongUse(
        "the folder \(path) has no \(RunFolder.modelName); give a model file or the folder of a run"
      )
    }
    return try read(file)
  }

  /// Reads a model file of this program, or one of another program, and says what was guessed of that.
  private static func ownOrImported(_ path: String) throws -> ModelFile {
    guard FileContent.isForeign(path) else { return try read(path) }
    let found: ImportedModel
    do {
      found = try ImportedModel.read(path)
    } catch {
      throw CommandFailure.wrongUse("the file \(path) \(error)")
    }
    if let question = found.question {
      throw CommandFailure.wrongUse(ReadingOptions.undecided(path, question))
    }
    let errors = found.errors.map {
      ": \($0.of("error")) in \(found.total.grouped) images of MNIST"
    }
    OutputStream.error.remark("\(path) is read as \(found.reading.words)\(errors ?? "")")
    for note in found.notes { OutputStream.error.remark(note) }
    return found.model
  }
}
