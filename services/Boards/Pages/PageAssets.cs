using TravelMart.Pages;

namespace TravelMart.Boards.Pages;

/// <summary>What the pages of boards are drawn with.</summary>
internal static class PageAssets
{
    public static AssetFiles Files { get; } = new(BoardsModule.ServiceName, typeof(PageAssets).Assembly);

    public static string Url(string name) => Files.Url(name);
}
