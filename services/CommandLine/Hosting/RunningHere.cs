using System.Globalization;

namespace TravelMart.CommandLine.Hosting;

/// <summary>
/// A data folder has one process at a time. Whoever runs it leaves its address in the folder and holds the file open; other verbs go
/// to that address instead of opening the data a second time.
/// </summary>
internal sealed class RunningHere : IDisposable
{
    private const string FileName = "running";
    private readonly FileStream _held;

    private RunningHere(FileStream held) => _held = held;

    /// <summary>The address of the process that runs on a folder; null if none does.</summary>
    public static Uri? Find(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        if (!File.Exists(file) || !IsHeld(file)) return null;
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return Uri.TryCreate(reader.ReadToEnd().Trim(), UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>Takes a folder for this process.</summary>
    /// <exception cref="Client.ServiceException">Another process has it.</exception>
    public static RunningHere Take(string dataFolder, int port)
    {
        Directory.CreateDirectory(dataFolder);
        try
        {
            // The lock dies with the process, also by kill -9; readers may still read the address.
            var held = new FileStream(Path.Combine(dataFolder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            held.SetLength(0);
            using (var writer = new StreamWriter(held, leaveOpen: true)) writer.Write(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
            return new RunningHere(held);
        }
        catch (IOException)
        {
            throw new Client.ServiceException($"another process runs on {dataFolder}" + (Find(dataFolder) is { } there ? $" at {there}" : ""));
        }
    }

    public void Dispose() => _held.Dispose();

    private static bool IsHeld(string file)
    {
        try
        {
            using var mine = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
