using System.Globalization;

namespace TravelMart.CommandLine.Hosting;

/// <summary>
/// A data folder has one process at a time. Whoever runs it leaves its address in the folder and holds a lock beside it; other verbs go
/// to that address instead of opening the data a second time.
/// </summary>
internal sealed class RunningHere : IDisposable
{
    private const string AddressFile = "running", LockFile = "lock";
    private readonly FileStream _held;

    private RunningHere(FileStream held) => _held = held;

    /// <summary>The address of the process that runs on a folder; null if none does.</summary>
    public static Uri? Find(string dataFolder)
    {
        var address = Path.Combine(dataFolder, AddressFile);
        if (!File.Exists(address) || !IsHeld(Path.Combine(dataFolder, LockFile))) return null;
        return Uri.TryCreate(File.ReadAllText(address).Trim(), UriKind.Absolute, out var there) ? there : null;
    }

    /// <summary>Takes a folder for this process.</summary>
    /// <exception cref="Client.ServiceException">Another process has it.</exception>
    public static RunningHere Take(string dataFolder, int port)
    {
        Directory.CreateDirectory(dataFolder);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var held = Lock(Path.Combine(dataFolder, LockFile));
                File.WriteAllText(Path.Combine(dataFolder, AddressFile), string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
                return new RunningHere(held);
            }
            catch (IOException) when (attempt < 5)
            {
                // Somebody may only have looked whether the folder is held, which holds it for a moment.
                Thread.Sleep(20);
            }
            catch (IOException)
            {
                throw new Client.ServiceException($"another process runs on {dataFolder}" + (Find(dataFolder) is { } there ? $" at {there}" : ""));
            }
        }
    }

    public void Dispose() => _held.Dispose();

    // Sharing nothing is the only mode that excludes others on every system; the lock dies with the process, also by kill -9.
    private static FileStream Lock(string file) => new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static bool IsHeld(string file)
    {
        try
        {
            using var mine = Lock(file);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
