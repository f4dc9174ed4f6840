using System.Text.Json;

namespace TravelMart.Scheduling;

/// <summary>Writes problem files; see <see cref="ProblemFile.Write"/>.</summary>
internal static class ProblemWriter
{
    public static byte[] Write(Problem problem) => RowWriter.Object(writer =>
    {
        writer.WriteString("format", ProblemFile.Format);
        writer.WriteString("name", problem.Name);
        writer.WriteNumber("slots", problem.Slots);
        WriteTimes(writer, problem);
        RowWriter.Rows(writer, "participants", problem.Participants, WriteParticipant);
        RowWriter.Rows(writer, "meetings", problem.Meetings, WriteMeeting);
        if (problem.Interpreters.Count > 0)
        {
            RowWriter.Rows(writer, "interpreters", problem.Interpreters, WriteInterpreter);
        }

        WriteUnlessNull(writer, "fairness", problem.Fairness);
        RowWriter.Texts(writer, "objective", problem.Objectives.Select(ObjectiveNames.ToName));
    });

    private static void WriteTimes(Utf8JsonWriter writer, Problem problem)
    {
        if (problem.Sessions.Count > 0)
        {
            writer.WriteStartArray("sessions");
            foreach (var (first, last) in problem.Sessions)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(first);
                writer.WriteNumberValue(last);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        WriteUnlessEmpty(writer, "dayStarts", problem.DayStarts);
        if (problem.Tables is { } tables)
        {
            RowWriter.Numbers(writer, "tables", tables);
        }
    }

    private static void WriteParticipant(Utf8JsonWriter writer, Participant participant)
    {
        writer.WriteString("id", participant.Id);
        if (participant.Side is { } side)
        {
            writer.WriteString("side", side == Side.Buyer ? "buyer" : "seller");
        }

        WriteUnlessEmpty(writer, "unavailable", participant.Unavailable);
        WriteUnless(writer, "capacity", participant.Capacity, 1);
        WriteUnless(writer, "min", participant.Min, 0);
        WriteUnlessNull(writer, "max", participant.Max);
        WriteUnlessEmpty(writer, "languages", participant.Languages);
        WriteUnlessNull(writer, "maxConsecutive", participant.MaxConsecutive);
    }

    private static void WriteMeeting(Utf8JsonWriter writer, CandidateMeeting meeting)
    {
        writer.WriteString("id", meeting.Id);
        RowWriter.Texts(writer, "participants", [meeting.First, meeting.Second]);
        WriteUnless(writer, "weight", meeting.Weight, 0);
        if (meeting.Obligatory)
        {
            writer.WriteBoolean("obligatory", true);
        }

        WriteUnlessNull(writer, "session", meeting.Session);
        WriteUnlessNull(writer, "slot", meeting.Slot);
        WriteUnlessEmpty(writer, "after", meeting.After);
    }

    private static void WriteInterpreter(Utf8JsonWriter writer, Interpreter interpreter)
    {
        writer.WriteString("id", interpreter.Id);
        WriteUnlessEmpty(writer, "languages", interpreter.Languages);
        WriteUnlessEmpty(writer, "unavailable", interpreter.Unavailable);
        WriteUnlessNull(writer, "max", interpreter.Max);
    }

    private static void WriteUnless(Utf8JsonWriter writer, string name, long value, long usual)
    {
        if (value != usual)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteUnlessNull(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, IReadOnlyList<int> numbers)
    {
        if (numbers.Count > 0)
        {
            RowWriter.Numbers(writer, name, numbers);
        }
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            RowWriter.Texts(writer, name, texts);
        }
    }
}
