using System.Net.Http.Json;
using System.Text.Json;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>A client that opens one event after the other until the program dies on it, and notes which were answered with yes.</summary>
internal static class Bystander
{
    /// <summary>How the ids of its events begin.</summary>
    public const string Sign = "bystander-";

    /// <summary>The ids of the events that were acknowledged.</summary>
    public static async Task<IReadOnlyList<string>> WriteUntilTheEnd(Launched program, Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        var acknowledged = new List<string>();
        while (!program.HasExited)
        {
            try
            {
                if (http.DefaultRequestHeaders.Authorization is null) await SignIn(http);
                acknowledged.Add(await OpenEvent(http));
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException) { /* Not up yet, or no more: whatever was not answered counts for nothing. */ }
            await Task.Delay(10);
        }
        return acknowledged;
    }

    private static async Task SignIn(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync("/registration/tokens", new { role = "organizer", mart = "*" });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
    }

    private static async Task<string> OpenEvent(HttpClient http)
    {
        var id = Sign + Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/registration/events") { Content = JsonContent.Create(RegistrationForms.Event(id)) };
        request.Headers.Add("Idempotency-Key", id);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return id;
    }
}
