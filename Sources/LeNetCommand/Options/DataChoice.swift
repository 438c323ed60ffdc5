import LeNet
import LeNetData
import LeNetImages

/// A data set by its name, or at a path.
struct DataChoice {
  /// A data set in the program, or what is stored at a path.
  enum Place {
    case embedded
    case stored(DataSource)
  }

  /// As it was written.
  let name: String
  let place: Place

  /// Looks at the path where the name is none of a data set; `option` stands before it in errors.
  init(_ name: String, option: String = "") throws {
    self.name = name
    if name == DataOptions.embedded {
      place = .embedded
      return
    }
    guard FileKind(path: name) != .missing else {
      throw CommandFailure.wrongUse(
        "\(option)\(name) is neither the name of a data set nor a file or folder: give 'mnist' or "
          + "the path of one's own data.")
    }
    place = .stored(try DataSource(path: name))
  }

  /// How the data are stored, for a person.
  var form: String {
    switch place {
    case .embedded: "built in"
    case .stored(let source): source.form.name
    }
  }

  /// SHA-256 of compressed files, see `DataSource.compressedDigests()`.
  func compressedDigests() throws -> [String: String] {
    switch place {
    case .embedded: [:]
    case .stored(let source): try source.compressedDigests()
    }
  }

  /// Reads both parts, and says what was chosen in doing so; the preparation is asked for only where
  /// there are pictures.
  func load(_ pictures: Result<PicturePreparation, PictureSetError>) throws -> LoadedData {
    switch place {
    case .embedded: return LoadedData(parts: try DatasetParts.mnist())
    case .stored(let source):
      let loaded =
        source.form == .pictures
        ? try source.load(pictures: pictures.get()) : try source.load()
      for note in loaded.notes {
        OutputStream.error.note("\(name): \(note).", after: "lenet: note: ")
      }
      return loaded
    }
  }

  /// Reads one part.
  func load(
    _ part: DatasetPart, _ pictures: Result<PicturePreparation, PictureSetError>
  ) throws -> Dataset {
    switch place {
    case .embedded: try Dataset.mnist(part)
    case .stored(let source):
      source.form == .pictures
        ? try source.load(part, pictures: pictures.get()) : try source.load(part)
    }
  }
}
