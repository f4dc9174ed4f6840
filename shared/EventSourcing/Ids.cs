using System.Security.Cryptography;
using System.Text;

namespace TravelMart.EventSourcing;

/// <summary>Ids that must come out the same every time they are made.</summary>
public static class Ids
{
    private static readonly Guid Namespace = new("6f1f64c0-52a8-5c3e-9d0b-2a6f6d617274");

    /// <summary>A name-based UUID (version 5, RFC 9562) of the parts, joined by a separator that no part contains.</summary>
    public static Guid From(params IEnumerable<string> parts)
    {
        var name = Encoding.UTF8.GetBytes(string.Join('\u001f', parts));
        Span<byte> input = stackalloc byte[16];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
#pragma warning disable CA5350 // Version 5 is defined over SHA-1; nothing secret depends on it.
        var hash = SHA1.HashData([.. input, .. name]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
