using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.MartFolders;
using TravelMart.CommandLine.Replay;
using TravelMart.CommandLine.Verbs;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// A temporary folder for everything that a benchmark writes, so that what is compared lies on the same disk, and the sample's data,
/// made once when it is first needed.
/// </summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("travelmart-bench-");
    private SampleData? _sample;

    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(_root.FullName, name);

    /// <summary>A path in the folder that other users may get to: a database and a broker run as users of their own.</summary>
    public string Shared(string name)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_root.FullName, _root.UnixFileMode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return At(name);
    }

    /// <summary>Starts every service in this process on an empty folder.</summary>
    public Task<LocalSystem> StartSystem(string name, CancellationToken cancel) => LocalSystem.Start(At(name), null, cancel);

    /// <summary>A data folder with the whole sample replayed, by a process of its own whose memory was looked at when it was done.</summary>
    public async Task<SampleData> Sample(CancellationToken cancel)
    {
        if (_sample is not null) return _sample;
        var folder = ReplayVerb.Read(AlmatyGenerator.Name) ?? throw new ServiceException($"the sample {AlmatyGenerator.Name} cannot be read");
        var data = At("sample");
        using var program = ChildProgram.Serve(data);
        await program.FirstPage(ChildProgram.HomePage, cancel);
        await using var system = LocalSystem.At(program.Address);
        await new Replayer(folder, system.Api, new ReplayWatch(null), Pace.AtOnce).Run(cancel);
        return _sample = new SampleData(data, folder.Settings.Mart, program.Megabytes);
    }

    public void Dispose() => _root.Delete(recursive: true);
}

/// <summary>The replayed sample.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Mart">The mart.</param>
/// <param name="Megabytes">Working set of the process that served the replay, at its end.</param>
internal sealed record SampleData(string Folder, string Mart, double Megabytes);
