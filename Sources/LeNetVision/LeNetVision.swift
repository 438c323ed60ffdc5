@_exported public import LeNetEngine
@_exported public import LeNetGraphics
@_exported public import LeNetImages
@_exported public import LeNetModel
@_exported public import LeNetReading
