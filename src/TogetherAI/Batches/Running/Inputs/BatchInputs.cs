using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>
/// Makes the inputs of a run: of a sequence, or of a file or folder. With a way to write them as JSON they lie on disk until their results are
/// delivered, and any number of them takes little memory; without one they stay in memory.
/// </summary>
public static class BatchInputs
{
    /// <summary>Inputs from an asynchronous sequence.</summary>
    /// <typeparam name="T">The caller's own type.</typeparam>
    /// <param name="inputs">The inputs; read once in each life of the run, to the end.</param>
    /// <param name="keySelector">An input's key: no two the same, and the same in every life of the run.</param>
    /// <param name="type">How an input is written to disk and read again; null to keep the inputs in memory.</param>
    /// <returns>The inputs.</returns>
    public static BatchInputs<T> From<T>(IAsyncEnumerable<T> inputs, Func<T, string> keySelector, JsonTypeInfo<T>? type = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(keySelector);
        return new BatchInputs<T>(inputs, keySelector, type);
    }

    /// <summary>Inputs from a sequence.</summary>
    /// <inheritdoc cref="From{T}(IAsyncEnumerable{T}, Func{T, string}, JsonTypeInfo{T})"/>
    public static BatchInputs<T> From<T>(IEnumerable<T> inputs, Func<T, string> keySelector, JsonTypeInfo<T>? type = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return From(OneByOneAsync(inputs), keySelector, type);
    }

    /// <summary>Lines of JSON, each of them an input of a type. Empty lines are passed over.</summary>
    /// <typeparam name="T">The type of a line.</typeparam>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="type">How a line is read; also how it is kept on disk.</param>
    /// <param name="keySelector">An input's key: no two the same.</param>
    /// <returns>The inputs. A line that is none is an <see cref="ArgumentException"/> while they are read, which names it.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public static BatchInputs<T> FromJsonl<T>(string path, JsonTypeInfo<T> type, Func<T, string> keySelector)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(type);
        return From(JsonlRows.ReadAsync(path, type), keySelector, type);
    }

    /// <summary>Lines of JSON, each of them an object. Empty lines are passed over.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="key">
    /// The field that tells inputs apart, a string or a number; null for <c>custom_id</c>, <c>id</c> or <c>key</c>, the first of them that a line has,
    /// else the line's number.
    /// </param>
    /// <returns>The inputs. A line that is none is an <see cref="ArgumentException"/> while they are read, which names it.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public static BatchInputs<BatchRow> FromJsonl(string path, string? key = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return OfRows(JsonlRows.ReadAsync(path, key));
    }

    /// <summary>Rows of comma-separated values (RFC 4180); the first names the columns. Empty lines are passed over.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="key">
    /// The column that tells inputs apart, in any case of letters; null for <c>custom_id</c>, <c>id</c> or <c>key</c>, the first of them that there is,
    /// else the number of the row's first line.
    /// </param>
    /// <returns>The inputs. A row that is none is an <see cref="ArgumentException"/> while they are read, which names it.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public static BatchInputs<BatchRow> FromCsv(string path, string? key = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return OfRows(CsvRows.ReadAsync(path, key));
    }

    /// <summary>
    /// Lines of text, each in the field <c>text</c>. A line's number is its key, so that two lines may be the same; between the lives of a run, lines
    /// can be added at the end and nowhere else. Empty lines are passed over.
    /// </summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <returns>The inputs.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public static BatchInputs<BatchRow> FromLines(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return OfRows(TextRows.OfLinesAsync(path));
    }

    /// <summary>
    /// Files of text in a folder and in those within it, each in the field <c>text</c>. A file's path within the folder is its key, with <c>/</c>.
    /// Hidden files and folders are passed over.
    /// </summary>
    /// <param name="folder">The folder; its files are UTF-8.</param>
    /// <returns>The inputs. A file that is no text is an <see cref="ArgumentException"/> while they are read, which names it.</returns>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    public static BatchInputs<BatchRow> FromFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return OfRows(OneByOneAsync(TextRows.OfFolder(folder)));
    }

    private static BatchInputs<BatchRow> OfRows(IAsyncEnumerable<BatchRow> rows) => new(rows, static row => row.Key, TogetherJsonContext.Default.BatchRow);

    // LINQ has this only from .NET 10 on, and the client's sources are held to what .NET 9 compiles to native code.
    private static async IAsyncEnumerable<T> OneByOneAsync<T>(IEnumerable<T> inputs)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (T input in inputs)
            yield return input;
    }
}
