// zlib as Swift sees it. inflateInit2 and deflateInit2 are macros, which Swift does not import:
// call inflateInit2_ and deflateInit2_.
#include <zlib.h>
