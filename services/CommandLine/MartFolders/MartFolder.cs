using System.Text.Json;
using NodaTime;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// A whole mart in a folder: its settings, its parties, their wishes, and the script of what happened. Slots are counted
/// from 0, as the services do; times are local and <see cref="At"/> makes instants of them.
/// </summary>
/// <param name="Path">The folder.</param>
/// <param name="Settings">What the reader needed of mart.json.</param>
/// <param name="Event">The event part of mart.json, to be posted as it stands.</param>
/// <param name="Mart">The mart part of mart.json, to be posted as it stands.</param>
/// <param name="Reported">Figures of the press or a partner; null where the folder has none.</param>
/// <param name="Synthetic">Sentences about what in the folder is invented.</param>
/// <param name="Companies">Applications, in the order of the file.</param>
/// <param name="Products">The catalogues.</param>
/// <param name="Wishes">The wishes.</param>
/// <param name="Requests">Meetings asked for by hand before the day.</param>
/// <param name="Day">The script of the day.</param>
internal sealed record MartFolder(
    string Path, MartSettings Settings, JsonElement Event, JsonElement Mart, ReportedFigures? Reported,
    IReadOnlyList<string> Synthetic, IReadOnlyList<FolderCompany> Companies, IReadOnlyList<FolderProduct> Products,
    IReadOnlyList<FolderWish> Wishes, IReadOnlyList<FolderRequest> Requests, IReadOnlyList<DayRow> Day)
{
    /// <summary>The companies that take part.</summary>
    public IEnumerable<FolderCompany> Approved => Companies.Where(c => c.Decision == Decision.Approve);

    /// <summary>Reads a folder to its end: the folder, or everything that is wrong with it.</summary>
    public static MartFolderResult Read(string path)
    {
        var errors = new FolderErrors();
        if (!Directory.Exists(path))
        {
            return new MartFolderResult(null, [new FolderError(path, 0, string.Empty, "is not a folder")]);
        }

        var file = SettingsReader.Read(path, errors);
        var settings = file?.Settings;
        var parties = CompaniesReader.Read(path, settings, errors);
        var products = ProductsReader.Read(path, parties, errors);
        var wishes = WishesReader.Read(path, settings, parties, errors);
        var requests = RequestsReader.Read(path, settings, parties, wishes, errors);
        var day = DayReader.Read(path, settings, parties, products, wishes, requests, errors);
        return file is null || !errors.None
            ? new MartFolderResult(null, errors.InOrder())
            : new MartFolderResult(
                new MartFolder(
                    System.IO.Path.GetFullPath(path), file.Settings, file.Event, file.Mart, file.Reported, file.Synthetic,
                    parties.All, products, wishes, requests, day),
                []);
    }

    /// <summary>The instant of a local time in the mart's zone; of two that a clock shows twice, the earlier.</summary>
    public DateTimeOffset At(LocalDateTime local) => Settings.Zone.AtLeniently(local).ToDateTimeOffset().ToUniversalTime();
}

/// <summary>What reading a folder gave.</summary>
/// <param name="Folder">The folder; null where anything is wrong with it.</param>
/// <param name="Errors">Everything that is wrong; empty for a good folder.</param>
internal sealed record MartFolderResult(MartFolder? Folder, IReadOnlyList<FolderError> Errors);
