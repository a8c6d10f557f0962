using System.Text;
using TogetherAI.Local.Answers.Speech;

namespace TogetherAI.Local.Tests.Chat;

/// <summary>What models of each family say, taken apart however it is cut.</summary>
public class SpeechParserTests
{
    private static readonly string[] s_signs =
    [
        "<tool_call>", "<|start_header_id|>", "[TOOL_CALLS]", "<｜tool▁calls▁begin｜>", "<start_function_call>", "<|channel|>", "<parameter=", "<arg_key>", "<|tool_call>",
    ];

    private static readonly ParameterKinds s_kinds = new(System.Text.Json.Nodes.JsonNode.Parse(
        """[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"s":{"type":"string"},"n":{"type":"number"},"l":{"type":"array"}}}}}]""")!.AsArray());

    [Theory]
    [InlineData(0, "Plain text, a < b.", "Plain text, a < b.")]
    [InlineData(0, "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>", "[f {\"a\": 1}]")]
    [InlineData(0, "Sure.\n<tool_call>{\"name\":\"f\",\"arguments\":{}}</tool_call>", "Sure.\n[f {}]")]
    [InlineData(0, "<tool_call>{\"name\":\"f\",\"arguments\":{}}</tool_call>\n<tool_call>{\"name\":\"g\"}</tool_call>\n", "[f {}][g {}]")]
    [InlineData(0, "<tool_call>{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}</tool_call>", "[f {\"a\":1}]")]
    [InlineData(0, "<tool_call>{\"arguments\":{\"a\":\"}\"},\"name\":\"f\"}</tool_call>done", "[f {\"a\":\"}\"}]done")]
    [InlineData(0, "<tool_call>{\"name\":", "<tool_call>{\"name\":")]
    [InlineData(0, "<tool_call>no json</tool_call>", "<tool_call>no json</tool_call>")]
    [InlineData(0, "<tool_call>{\"name\":5}</tool_call>", "<tool_call>{\"name\":5}</tool_call>")]
    [InlineData(0, "<tool_call>[]</tool_call>", "<tool_call>[]</tool_call>")]
    [InlineData(0, "The tag <tool_ca", "The tag <tool_ca")]
    [InlineData(0, "<tool_call>{\"name\":\"f\",\"arguments\":{\"a\":[1,", "[f {\"a\":[1,]")]
    [InlineData(0, "<think>\nSo: {x}</think>\n\nHi <b>", "(\nSo: {x})Hi <b>")]
    [InlineData(0, "<think>a</think>\n<tool_call>{\"name\":\"f\",\"arguments\":{}}</tool_call>", "(a)[f {}]")]
    [InlineData(1, "{\"name\": \"f\", \"parameters\": {\"q\": \"a;b\"}}", "[f {\"q\": \"a;b\"}]")]
    [InlineData(1, "<|python_tag|>{\"name\": \"f\", \"parameters\": {}}; {\"name\": \"g\", \"parameters\": {}}<|eom_id|>", "[f {}][g {}]")]
    [InlineData(1, "{\"temperature\": 21}", "{\"temperature\": 21}")]
    [InlineData(1, "It is {\"name\": \"f\", \"parameters\": {}}", "It is {\"name\": \"f\", \"parameters\": {}}")]
    [InlineData(2, "[TOOL_CALLS] [{\"name\": \"f\", \"arguments\": {\"a\": 1}}, {\"name\": \"g\", \"arguments\": {}}]", "[f {\"a\": 1}][g {}]")]
    [InlineData(2, "[TOOL_CALLS]f[ARGS]{\"a\": 1}[TOOL_CALLS]g[ARGS]{}", "[f {\"a\": 1}][g {}]")]
    [InlineData(2, "Hm. [TOOL", "Hm. [TOOL")]
    [InlineData(3, "<think>t</think>\n<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\"a\":1}\n```<｜tool▁call▁end｜>\n<｜tool▁call▁begin｜>function<｜tool▁sep｜>g\n```json\n{}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>", "(t)[f {\"a\":1}][g {}]")]
    [InlineData(3, "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>f<｜tool▁sep｜>{\"a\":1}<｜tool▁call▁end｜><｜tool▁calls▁end｜>", "[f {\"a\":1}]")]
    [InlineData(4, "<start_function_call>call:f{city:<escape>New \"York\"<escape>,days:[1,true]}<end_function_call>", "[f {\"city\":\"New \\\"York\\\"\",\"days\":[1,true]}]")]
    [InlineData(4, "<start_function_call>call:f{}<end_function_call><start_function_call>call:g{\"a\":{\"b\":null}}<end_function_call>", "[f {}][g {\"a\":{\"b\":null}}]")]
    [InlineData(4, "<start_function_call>call:f{x:1e-05,y:-2E+3,z:[5,.5e]}<end_function_call>", "<start_function_call>call:f{x:1e-05,y:-2E+3,z:[5,.5e]}<end_function_call>")]
    [InlineData(4, "<start_function_call>call:f{x:1e-05,y:-2E+3,z:[5],e5:e1}<end_function_call>", "[f {\"x\":1e-05,\"y\":-2E+3,\"z\":[5],\"e5\":\"e1\"}]")]
    [InlineData(4, "<start_function_call>call:f{a<end_function_call>", "<start_function_call>call:f{a<end_function_call>")]
    [InlineData(5, "<|channel|>analysis<|message|>Let me see.<|end|><|start|>assistant<|channel|>final<|message|>Hello.", "(Let me see.)Hello.")]
    [InlineData(5, "<|channel|>analysis<|message|>I need it.<|end|><|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{\"a\": 1}<|call|>", "(I need it.)[f {\"a\": 1}]")]
    [InlineData(5, "<|channel|>commentary<|message|>One moment.<|end|><|start|>assistant to=functions.f<|channel|>commentary json<|message|>{}<|call|>", "One moment.[f {}]")]
    [InlineData(5, "No channel at all", "No channel at all")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=s>\nNew \"York\"\nand more\n</parameter>\n<parameter=n>\n5\n</parameter>\n</function>\n</tool_call>", "[f {\"s\": \"New \\\"York\\\"\\nand more\", \"n\": 5}]")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=s>\n5\n</parameter>\n</function>\n</tool_call>\n<tool_call>\n<function=g>\n</function>\n</tool_call>", "[f {\"s\": \"5\"}][g {}]")]
    [InlineData(6, "Hm.\n<function=f><parameter=l>[\"</parameter>\", {\"a\": true}]</parameter><parameter=x>True</parameter></function>done", "Hm.\n[f {\"l\": [\"</parameter>\", {\"a\": true}], \"x\": true}]done")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=x>\nno json {\n</parameter>\n</function>\n</tool_call>", "[f {\"x\": \"no json {\"}]")]
    [InlineData(6, "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1}}</tool_call>", "[f {\"a\": 1}]")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=s>\na </p> b\n", "[f {\"s\": \"a </p> b\"}]")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=s>\nParis\n</parameter>\n", "[f {\"s\": \"Paris\"}]")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=s>\nParis\n</parameter>\n<param", "[f {\"s\": \"Paris\"}]")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=n>\n5\n</par", "[f {\"n\": 5}]")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=s>", "[f {\"s\": \"\"}]")]
    [InlineData(6, "<tool_call>\n<function=f>", "[f {}]")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=x>\n{\"a: 1}\n</parameter>\n<parameter=s>\nsay \"hi\"\n</parameter>\n</function>\n</tool_call>\nDone \"so\".", "[f {\"x\": \"{\\\"a: 1}\", \"s\": \"say \\\"hi\\\"\"}]\nDone \"so\".")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=l>\n[\"a\n</parameter>\n</function>\n</tool_call>ok", "[f {\"l\": \"[\\\"a\"}]ok")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=l>\n[\"a\n</parameter>\n</fun", "[f {\"l\": \"[\\\"a\"}]")]
    [InlineData(6, "<tool_call>\n<function=f>\n<parameter=l>\n[\"a", "[f {\"l\": \"[\\\"a\"}]")]
    [InlineData(6, "<tool_call>\n<function=f>\nwhat?", "[f {}]\nwhat?")]
    [InlineData(6, "Use <function=> or <tool_call>.", "Use <function=> or <tool_call>.")]
    [InlineData(7, "<think>a</think>\n<tool_call>f\n<arg_key>s</arg_key>\n<arg_value>Paris\n</arg_value>\n<arg_key>n</arg_key>\n<arg_value>-1.5</arg_value>\n</tool_call>", "(a)[f {\"s\": \"Paris\\n\", \"n\": -1.5}]")]
    [InlineData(7, "<tool_call>f<arg_key>s</arg_key><arg_value></arg_value></tool_call><tool_call>g</tool_call><|observation|>", "[f {\"s\": \"\"}][g {}]")]
    [InlineData(7, "<tool_call>f<arg_key>x</arg_key><arg_value>{\"a\": \"</arg_value>\"}</arg_value></tool_call>ok", "[f {\"x\": {\"a\": \"</arg_value>\"}}]ok")]
    [InlineData(7, "<tool_call>f<arg_key>n</arg_key><arg_value>\"5</arg_value><arg_key>s</arg_key><arg_value>\"x\"</arg_value></tool_call>ok", "[f {\"n\": \"\\\"5\", \"s\": \"\\\"x\\\"\"}]ok")]
    [InlineData(7, "<tool_call>f<arg_key>n</arg_key><arg_value>\"C:\\</arg_value></tool_call>ok", "[f {\"n\": \"\\\"C:\\\\\"}]ok")]
    [InlineData(7, "<tool_call>f\n<arg_key>s</arg_key>\n<arg_value>Paris", "[f {\"s\": \"Paris\"}]")]
    [InlineData(8, "<|channel>thought\nHm.<channel|>Well. <|tool_call>call:f{s:<|\"|>New \"York\"<|\"|>,n:-1.5,l:[<|\"|>a<|\"|>,true]}<tool_call|>", "(Hm.)Well. [f {\"s\":\"New \\\"York\\\"\",\"n\":-1.5,\"l\":[\"a\",true]}]")]
    [InlineData(8, "<|tool_call>call:f{}<tool_call|><|tool_call>call:g{s:{b:null}}<tool_call|><turn|>", "[f {}][g {\"s\":{\"b\":null}}]")]
    [InlineData(7, "<tool_call>not a name at all", "<tool_call>not a name at all")]
    public void Finds_what_it_is_however_the_text_is_cut(int family, string text, string expected)
    {
        for (int size = 1; size <= text.Length; size++)
            Assert.Equal(expected, Show(Parse(Dialect.Of(s_signs[family]), text, size)));
    }

    /// <summary>A limit cut it, and nobody shall take what came for the whole call.</summary>
    [Theory]
    [InlineData("<parameter=s>\nif a <", "{\"s\": \"if a <")]
    [InlineData("<parameter=s>\na\n</parameter>\n", "{\"s\": \"a\"")]
    [InlineData("<parameter=n>\n12", "{\"n\": 12")]
    [InlineData("<parameter=l>\n[\"a", "{\"l\": [\"a")]
    [InlineData("", "")]
    public void A_marked_call_that_was_cut_short_stays_open(string call, string expected)
    {
        SpeechParser parser = new(new QwenCoderDialect(), findCalls: true, reasons: false, s_kinds);
        List<SpeechEvent> events = [.. parser.Append("<tool_call>\n<function=f>\n" + call), .. parser.End(cut: true)];
        Assert.Equal(expected, string.Concat(events.Where(static one => one.Kind == SpeechKind.Arguments).Select(static one => one.Value)));
        Assert.Equal("<tool_call>\n<function=f>\n" + call, string.Concat(events.Select(static one => one.Raw)));
    }

    [Fact]
    public void What_a_prompt_has_opened_is_reasoning_from_the_start()
    {
        SpeechParser parser = new(new HermesDialect(), findCalls: false, reasons: true);
        List<SpeechEvent> events = [.. parser.Append("Well.</think>Yes. <tool_call>"), .. parser.End()];
        Assert.Equal("(Well.)Yes. <tool_call>", Show(events));
    }

    [Fact]
    public void Text_that_cannot_become_a_mark_is_not_held_back()
    {
        SpeechParser parser = new(new HermesDialect(), findCalls: true);
        Assert.Equal(["1", " ", "", "< ", "2", " ", "a", "n", "d", " ", "", "", "", "", ""], "1 < 2 and <tool".Select(one => Show(parser.Append(one.ToString()))));
    }

    [Fact]
    public void Arguments_come_as_they_are_written()
    {
        SpeechParser parser = new(new HermesDialect(), findCalls: true);
        parser.Append("<tool_call>{\"name\": \"f\", \"arguments\": {\"text\": \"on");
        Assert.Equal("e", Assert.Single(parser.Append("e")).Value);
        Assert.Equal(" two\"}", Assert.Single(parser.Append(" two\"}")).Value);
        Assert.Empty(parser.Append("}"));
    }

    /// <summary>Marks, halves of marks and noise in any order, cut anywhere: nothing is thrown and nothing is lost.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Whatever_comes_nothing_is_lost(int family)
    {
        Dialect dialect = Dialect.Of(s_signs[family]);
        string[] parts =
        [
            .. dialect.Openings, .. dialect.Noise, "<think>", "</think>", "[THINK]", "[/THINK]", "</tool_call>", "{", "}", "[", "]", "\"", "\\", ",", ":", ";", " ", "\n", "\0", "😀", "\uD83D",
            "{\"name\": \"f\", \"arguments\": ", "\"parameters\":", "[ARGS]", "<escape>", "call:f{", "<end_function_call>", "<｜tool▁call▁begin｜>", "<｜tool▁sep｜>", "function", "```json",
            "<｜tool▁call▁end｜>", "<｜tool▁calls▁end｜>", "<|message|>", "<|call|>", "<|channel|>commentary to=functions.f", "assistant", "text",
            "<function=f>", "<parameter=s>", "<parameter=x>", "</parameter>", "</function>", "<arg_key>s</arg_key>", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>", "True", "5",
        ];
        for (int seed = 0; seed < 3000; seed++)
        {
            Random random = new(seed);
            StringBuilder text = new();
            for (int i = random.Next(1, 30); i > 0; i--)
            {
                string part = parts[random.Next(parts.Length)];
                text.Append(random.Next(4) == 0 ? part[..random.Next(part.Length)] : part);
            }

            List<SpeechEvent> events = Parse(dialect, text.ToString(), random.Next(1, 8), reasons: seed % 7 == 0);
            Assert.Equal(text.ToString(), string.Concat(events.Select(static one => one.Raw)));
        }
    }

    /// <summary>Any bytes whatever, read as text one byte at a time.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Of_a_stream_of_any_bytes_nothing_is_lost(int family)
    {
        Dialect dialect = Dialect.Of(s_signs[family]);
        byte[][] marks = [.. dialect.Openings.Concat(dialect.Noise).Append("<think>").Append("{\"name\":\"f\",\"arguments\":{").Select(Encoding.UTF8.GetBytes)];
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            if (random.Next(3) > 0)
                bytes = [.. marks[random.Next(marks.Length)], .. bytes, .. marks[random.Next(marks.Length)], .. bytes[..(bytes.Length / 2)]];
            SpeechParser parser = new(dialect, findCalls: true, reasons: false, s_kinds);
            Decoder decoder = Encoding.UTF8.GetDecoder();
            StringBuilder raw = new();
            char[] characters = new char[8];
            for (int i = 0; i < bytes.Length; i++)
            {
                int count = decoder.GetChars(bytes, i, 1, characters, 0, flush: i == bytes.Length - 1);
                foreach (SpeechEvent one in parser.Append(new string(characters, 0, count)))
                    raw.Append(one.Raw);
            }

            foreach (SpeechEvent one in parser.End())
                raw.Append(one.Raw);
            Assert.Equal(Encoding.UTF8.GetString(bytes), raw.ToString());
        }
    }

    /// <summary>A text between marks comes as it is written, not when it is whole.</summary>
    [Fact]
    public void Arguments_between_marks_come_as_they_are_written()
    {
        SpeechParser parser = new(new QwenCoderDialect(), findCalls: true, reasons: false, s_kinds);
        parser.Append("<tool_call>\n<function=f>\n<parameter=s>\n");
        Assert.Equal("\"on", Assert.Single(parser.Append("on")).Value);
        Assert.Equal("e \\\"two\\\"", Assert.Single(parser.Append("e \"two\"\n</par")).Value);
        Assert.Equal("\"", Assert.Single(parser.Append("ameter>")).Value);
        Assert.Equal("}", Assert.Single(parser.Append("\n</function>")).Value);
    }

    private static List<SpeechEvent> Parse(Dialect dialect, string text, int size, bool reasons = false)
    {
        SpeechParser parser = new(dialect, findCalls: true, reasons, s_kinds);
        List<SpeechEvent> events = [];
        for (int i = 0; i < text.Length; i += size)
            events.AddRange(parser.Append(text.Substring(i, Math.Min(size, text.Length - i))));
        events.AddRange(parser.End());
        return events;
    }

    private static string Show(IEnumerable<SpeechEvent> events)
    {
        StringBuilder shown = new();
        SpeechKind before = SpeechKind.Text;
        foreach (SpeechEvent one in events.Where(static one => one.Kind != SpeechKind.Markup))
        {
            bool goesOn = one.Kind == SpeechKind.Arguments || one.Kind == before;
            if (!goesOn || one.Kind == SpeechKind.CallBegins)
                shown.Append(before is SpeechKind.Arguments ? "]" : before is SpeechKind.Reasoning ? ")" : "").Append(one.Kind is SpeechKind.CallBegins ? "[" : one.Kind is SpeechKind.Reasoning ? "(" : "");
            shown.Append(one.Value).Append(one.Kind == SpeechKind.CallBegins ? " " : "");
            before = one.Kind;
        }

        return shown.Append(before is SpeechKind.Arguments ? "]" : before is SpeechKind.Reasoning ? ")" : "").ToString();
    }
}
