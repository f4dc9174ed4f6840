using System.Text;

namespace TravelMart.CommandLine.Verbs;

/// <summary>Reads a file that the user named; a file that cannot be read is one plain line and no exception.</summary>
internal static class InputFile
{
    public static byte[]? Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var why = broken switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException when Directory.Exists(path) => "it is a folder",
                UnauthorizedAccessException => "reading it is not allowed",
                _ => broken.Message.ReplaceLineEndings(" "),
            };
            Console.Error.WriteLine($"travelmart: cannot read {path}: {why}");
            return null;
        }
    }
}
