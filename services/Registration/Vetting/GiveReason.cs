using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Vetting;

/// <summary>Why a company waits, is declined or leaves: a code that stays in history, and words that can be forgotten.</summary>
internal sealed record ReasonRequest(string? Reason, string? Note = null);

internal static class GiveReason
{
    /// <summary>Decides for a reason. The note belongs to the company, whoever wrote it.</summary>
    public static Task<IResult> Run(this ApplicationSlice slice, Write write, string mart, string company, ReasonRequest request,
        Func<Application, string, string, string?, Decision> decide)
    {
        var note = Notes.Of(write, request.Note, company);
        return slice.Run(write, mart, company, known => Task.FromResult(Notes.Check("reason", request.Reason) is { } notCode
            ? notCode
            : new Change(decide(known.Application, company, request.Reason!, note.Id)) { Personal = note.Rows }));
    }
}
