using System.Text.Json;

namespace TravelMart.Scheduling;

/// <summary>Writes plan files; see <see cref="PlanFile.Write"/>.</summary>
internal static class PlanWriter
{
    public static byte[] Write(Plan plan) => RowWriter.Object(writer =>
    {
        writer.WriteString("format", PlanFile.Format);
        writer.WriteString("problem", plan.Problem);
        writer.WriteNumber("seed", plan.Seed);
        writer.WriteString("status", Name(plan.Status));
        RowWriter.Rows(writer, "placed", plan.Placed, WritePlaced);
        RowWriter.Rows(writer, "unplaced", plan.Unplaced, WriteUnplaced);
        RowWriter.Rows(writer, "objectives", plan.Objectives, WriteObjective);
        if (plan.Certificate is { } certificate)
        {
            WriteCertificate(writer, certificate);
        }

        if (plan.Conflict is { } conflict)
        {
            writer.WriteStartObject("conflict");
            RowWriter.Texts(writer, "meetings", conflict.Meetings);
            RowWriter.Texts(writer, "rules", conflict.Rules);
            writer.WriteEndObject();
        }
    });

    private static string Name(PlanStatus status) => status switch
    {
        PlanStatus.Optimal => "optimal",
        PlanStatus.Feasible => "feasible",
        PlanStatus.Infeasible => "infeasible",
        _ => "unknown",
    };

    private static void WritePlaced(Utf8JsonWriter writer, PlacedMeeting placed)
    {
        writer.WriteString("meeting", placed.Meeting);
        writer.WriteNumber("slot", placed.Slot);
        if (placed.Table is { } table)
        {
            writer.WriteNumber("table", table);
        }

        if (placed.Interpreter is { } interpreter)
        {
            writer.WriteString("interpreter", interpreter);
        }
    }

    private static void WriteUnplaced(Utf8JsonWriter writer, UnplacedMeeting unplaced)
    {
        writer.WriteString("meeting", unplaced.Meeting);
        writer.WriteString("reason", unplaced.Reason);
    }

    private static void WriteObjective(Utf8JsonWriter writer, ObjectiveValue objective)
    {
        writer.WriteString("name", objective.Objective.ToName());
        writer.WriteNumber("value", objective.Value);
        if (objective.Bound is { } bound)
        {
            writer.WriteNumber("bound", bound);
        }
        else
        {
            writer.WriteNull("bound");
        }

        writer.WriteBoolean("proven", objective.Proven);
    }

    private static void WriteCertificate(Utf8JsonWriter writer, Certificate certificate)
    {
        writer.WriteStartObject("certificate");
        writer.WriteStartObject("prices");
        writer.WriteStartObject("participants");
        foreach (var (participant, price) in certificate.Participants)
        {
            WritePrice(writer, participant, price);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("quota");
        foreach (var (participant, price) in certificate.Quota)
        {
            writer.WriteNumber(participant, price);
        }

        writer.WriteEndObject();
        if (certificate.Tables is { } tables)
        {
            WritePrice(writer, "tables", tables);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WritePrice(Utf8JsonWriter writer, string name, Price price)
    {
        if (price.PerSlot is not { } perSlot)
        {
            writer.WriteNumber(name, price.EverySlot ?? 0);
            return;
        }

        writer.WriteStartArray(name);
        foreach (var each in perSlot)
        {
            writer.WriteNumberValue(each);
        }

        writer.WriteEndArray();
    }
}
