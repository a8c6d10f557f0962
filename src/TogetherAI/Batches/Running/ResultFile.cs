using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>Files of results on this machine: lines as the service writes them, and lines of the run's own for what it did not write.</summary>
internal static class ResultFile
{
    /// <summary>Goes through the results of a file, one in memory at a time.</summary>
    public static async IAsyncEnumerable<BatchResult> ReadAsync(string path, BatchWork work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            LineReader lines = new(file);
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
                yield return work.Read(line, Path.GetFileName(path));
        }
    }

    /// <summary>Writes a file in one go: it is there whole, and on the disk, or not at all.</summary>
    public static async Task WriteAsync(string path, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        FileStream file = new(path + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 128 * 1024, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await foreach (ReadOnlyMemory<byte> line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await file.WriteAsync(line, cancellationToken).ConfigureAwait(false);
                file.WriteByte((byte)'\n');
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }

    public static byte[] Error(string customId, string message, string code) => Line(customId, json =>
    {
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, message);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
    });

    public static byte[] Answer(string customId, ReadOnlyMemory<byte> body) => Line(customId, json =>
    {
        json.WriteStartObject("response"u8);
        json.WriteNumber("status_code"u8, 200);
        json.WritePropertyName("body"u8);
        using JsonDocument document = JsonDocument.Parse(body); // an answer may be spread over lines; a result has one
        document.RootElement.WriteTo(json);
        json.WriteEndObject();
    });

    /// <summary>The id of a line of a batch's input, or of a result of the run's own: each begins with it.</summary>
    public static string IdOf(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        json.Read();
        json.Read();
        json.Read();
        return json.GetString()!;
    }

    private static byte[] Line(string customId, Action<Utf8JsonWriter> write)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            json.WriteString("custom_id"u8, customId);
            write(json);
            json.WriteEndObject();
        }

        return line.ToArray();
    }
}
