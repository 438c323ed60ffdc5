import LeNet
import LeNetCatalog
import LeNetData
import LeNetFetching
import LeNetFiles
import LeNetImages
import LeNetInspection
import LeNetText

/// A data set by its name, or at a path.
struct DataChoice {
  /// A data set in the program, a known one in its folder, or one stored at a path.
  enum Place {
    case embedded
    case known(KnownDataset, folder: String)
    case stored(DataSource)
  }

  /// The name or path as the person wrote it.
  let name: String
  let place: Place

  /// Looks for the set of that name, else at that path; errors begin with `option`.
  ///
  /// Never fetches anything.
  init(
    _ name: String, in folders: DataFolders, reading: DataReading = DataReading(),
    option: String = ""
  ) throws {
    self.name = name
    if name == DataOptions.embedded {
      place = .embedded
      return
    }
    let path = Self.expanded(name)
    let isFree = PathKind(path) == .nothing
    if isFree, Self.letters(name) == DataOptions.embedded {
      place = .embedded
      return
    }
    // Other programs write the names with capitals and without hyphens.
    let meant =
      isFree ? KnownDataset.all.first { Self.letters($0.name) == Self.letters(name) } : nil
    if let known = KnownDataset.find(name) ?? meant {
      guard let folder = known.location(in: folders) else { throw Self.absent(known) }
      place = .known(known, folder: folder)
      return
    }
    var source = try Self.source(path, name, option)
    source.reading = reading
    place = .stored(source)
  }

  /// The data at a path; throws for a name that is none.
  private static func source(
    _ path: String, _ name: String, _ option: String
  ) throws -> DataSource {
    do throws(DatasetError) {
      return try DataSource(path: path)
    } catch {
      if case .nothingThere = error { throw unknown(name, option) }
      throw error
    }
  }

  /// The letters and digits of a name in lower case.
  private static func letters(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// A path whose `~` the shell left, because it stood in quotation marks, unless there is such a folder.
  private static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), PathKind(path) == .nothing,
      let home = DataFolders.environment("HOME")
    else { return path }
    return home + path.dropFirst()
  }

  private static func unknown(_ name: String, _ option: String) -> CommandFailure {
    let names = [DataOptions.embedded] + KnownDataset.all.map(\.name)
    return .wrongUse(
      "\(option)\(name) is neither the name of a data set nor a file or folder; give 'mnist', a name "
        + "of 'lenet data list', or the path of your own data\(didYouMean(name, among: names))")
  }

  /// The error for a known set that is not on this machine: how to fetch it.
  static func absent(_ known: KnownDataset) -> CommandFailure {
    .wrongUse(
      "\(known.name) is not on this machine; fetch it with 'lenet data fetch \(known.name)', or "
        + "name a folder that has its files (one called \(known.name) as ./\(known.name))")
  }

  /// Where the data are and in which format, for a person.
  var form: String {
    switch place {
    case .embedded: "built in"
    case .known(let known, let folder): "\(known.source(in: folder).form.name) in \(folder)"
    case .stored(let source): source.form.name
    }
  }

  /// Digests of files as they are stored, see `DataSource.storedDigests()`.
  func storedDigests() throws -> [String: String] {
    switch place {
    case .embedded: [:]
    case .known(let known, let folder): try known.source(in: folder).storedDigests()
    case .stored(let source): try source.storedDigests()
    }
  }

  /// Whether these are a person's own files, but not pictures.
  var isStored: Bool {
    if case .stored(let source) = place { source.form != .pictures } else { false }
  }

  /// Whether these are picture files.
  var isPictures: Bool {
    if case .stored(let source) = place { source.form == .pictures } else { false }
  }

  /// Whether these are picture files of colour photographs, judged by a sample.
  func holdsColourPhotographs() throws -> Bool {
    guard case .stored(let source) = place else { return false }
    return try source.pictureColours()?.arePhotographs ?? false
  }

  /// Reads both splits and prints notes on how it did; the preparation is needed only for pictures.
  func load(_ pictures: Result<PicturePreparation, PictureInputError>) throws -> LoadedData {
    switch place {
    case .embedded: return LoadedData(splits: try DatasetSplits.mnist())
    case .known(let known, let folder): return LoadedData(splits: try known.load(from: folder))
    case .stored(let source):
      guard source.form == .pictures else {
        let loaded = try source.load()
        guard let digits = try DigitNumbering.corrected(loaded.splits) else {
          say(loaded.notes)
          return loaded
        }
        let notes = loaded.notes + [digits.note]
        say(notes)
        return LoadedData(splits: digits.splits, notes: notes)
      }
      let preparation = try pictures.get()
      let loaded = try source.load(pictures: preparation)
      let notes =
        ["pictures are \(preparation.displayText) (--preparation \(preparation.approach.rawValue))"]
        + loaded.notes
      say(notes)
      return LoadedData(splits: loaded.splits, notes: notes)
    }
  }

  /// Prints notes about the data to standard error.
  func say(_ notes: [String]) {
    for note in notes { OutputStream.error.remark("\(name): \(note)") }
  }

  /// Reads one split.
  func load(
    _ split: DatasetSplit, _ pictures: Result<PicturePreparation, PictureInputError>
  ) throws -> Dataset {
    switch place {
    case .embedded: return try Dataset.mnist(split)
    case .known(let known, let folder): return try known.load(split, from: folder)
    case .stored(let source):
      let loaded =
        source.form == .pictures
        ? try source.loadNoting(split, pictures: pictures.get()) : try source.loadNoting(split)
      say(loaded.notes)
      guard let digits = try DigitNumbering.corrected(loaded.dataset) else { return loaded.dataset }
      say([digits.note])
      return digits.dataset
    }
  }
}
