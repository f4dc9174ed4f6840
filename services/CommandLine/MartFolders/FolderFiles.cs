using System.Text;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>Fetches a folder's files within limits, and knows what spreadsheets do to them.</summary>
internal static class FolderFiles
{
    /// <summary>No mart needs a bigger file; a bigger one is not a mart's.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file's bytes without a byte order mark; null, with a report, where it cannot be used.</summary>
    public static byte[]? Read(string folder, string file, FolderErrors errors, bool mayBeMissing = false)
    {
        var info = new FileInfo(Path.Combine(folder, file));
        if (!info.Exists)
        {
            if (!mayBeMissing)
            {
                errors.Add(file, 0, string.Empty, "is missing");
            }

            return null;
        }

        if (info.Length > MostBytes)
        {
            errors.Add(file, 0, string.Empty, $"has {info.Length} bytes; at most {MostBytes} are read");
            return null;
        }

        try
        {
            return Utf8(File.ReadAllBytes(info.FullName), file, errors);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            errors.Add(file, 0, string.Empty, "cannot be opened; close the program that holds it and try again");
            return null;
        }
    }

    private static byte[]? Utf8(byte[] bytes, string file, FolderErrors errors)
    {
        var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            Strict.GetCharCount(bytes, start, bytes.Length - start);
            return bytes[start..];
        }
        catch (DecoderFallbackException wrong)
        {
            var line = bytes.AsSpan(0, Math.Clamp(start + wrong.Index, 0, bytes.Length)).Count((byte)'\n') + 1;
            errors.Add(file, line, string.Empty, "is not UTF-8; save it from the spreadsheet as \"CSV UTF-8\"");
            return null;
        }
    }
}
