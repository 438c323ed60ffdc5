import Dispatch
import LeNetCatalog
import LeNetImages
import Synchronization

/// What a sample of a folder's pictures says of their colours.
public struct PictureColours: Hashable, Sendable {
  /// Pictures that were looked at.
  public let count: Int
  /// Those of them whose colours no pen on its paper makes.
  public let colourful: Int

  /// The most pictures that are looked at.
  public static let largestSample: Int = 120

  /// Whether the pictures are photographs in colour: a third of the sample is, since some photographs are
  /// grey in grey.
  public var arePhotographs: Bool { colourful > 0 && 3 * colourful >= count }
}

extension DataSource {
  /// Looks at the colours of some pictures of all classes and parts; nil where data are no picture files.
  ///
  /// Pictures that cannot be read are passed over. Throws where a folder cannot be read, or holds none.
  public func pictureColours() throws(PictureSetError) -> PictureColours? {
    guard form == .pictures else { return nil }
    let folder: PictureFolder
    do {
      folder = try PictureFolder(path)
    } catch {
      throw .data(error)
    }
    var files = try folder.files(.training)
    if folder.hasTest { files += try folder.files(.test) }
    let count = min(files.count, PictureColours.largestSample)
    let paths = (0..<count).map { files[$0 * files.count / count].path }
    let found = Mutex((count: 0, colourful: 0))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      guard let image = try? RasterImage(contentsOf: paths[index]) else { return }
      let isColourful = image.isColourful
      found.withLock {
        $0.count += 1
        if isColourful { $0.colourful += 1 }
      }
    }
    let result = found.withLock { $0 }
    return PictureColours(count: result.count, colourful: result.colourful)
  }
}
