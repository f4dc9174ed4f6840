using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Pages;

namespace TravelMart.Boards.Live;

/// <summary>Renders those parts of a page that change while it is open; the same components as the page itself.</summary>
internal sealed class FragmentRenderer(IServiceProvider services, ILoggerFactory logging)
{
    /// <summary>The names of the pages that live.</summary>
    public const string Board = "board", Grid = "grid";

    public Task<IReadOnlyDictionary<string, string>> Render(Shown shown, string view, string? language)
    {
        if (view == Grid)
        {
            var grid = new GridModel(shown, shown, language);
            return Render(grid, ("bar", typeof(GridBar)), ("strip", typeof(GridStrip)), ("table", typeof(GridTable)), ("legend", typeof(GridLegend)),
                ("attention", typeof(GridAttention)));
        }
        return Render(new WallModel(shown, language), ("header", typeof(WallHeader)), ("stands", typeof(WallStands)), ("side", typeof(WallSide)),
            ("foot", typeof(WallFoot)));
    }

    private async Task<IReadOnlyDictionary<string, string>> Render(object model, params IReadOnlyList<(string Name, Type Component)> parts)
    {
        await using var renderer = new HtmlRenderer(services, logging);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var rendered = new Dictionary<string, string>(StringComparer.Ordinal);
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = model });
            foreach (var (name, component) in parts)
                rendered[name] = (await renderer.RenderComponentAsync(component, parameters)).ToHtmlString();
            return (IReadOnlyDictionary<string, string>)rendered;
        });
    }
}
