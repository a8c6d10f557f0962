using TogetherAI.Engine.Templates;

namespace TogetherAI.Engine.Tests.Templates;

public class TemplateFaultTests
{
    [Theory]
    [InlineData("a\n  {% include 'x' %}", 2, "the statement 'include' is not supported")]
    [InlineData("{{ 1 | frobnicate }}", 1, "the filter 'frobnicate' is not supported")]
    [InlineData("\n\n{{ 1 is frob }}", 3, "the test 'frob' is not supported")]
    [InlineData("{% for x in y recursive %}{% endfor %}", 1, "recursive loops are not supported")]
    [InlineData("{{ 'open", 1, "the string is not closed")]
    [InlineData("{# open", 1, "the comment is not closed")]
    [InlineData("{% raw %}", 1, "the raw block is not closed")]
    [InlineData("{{ (1] }}", 1, "']' closes nothing")]
    [InlineData("{{ 1", 1, "the tag is not closed by '}}'")]
    [InlineData("{{ a ? b }}", 1, "'?' means nothing here")]
    [InlineData("{% if a %}b", 1, "expected '{% endif' and found the end of the template")]
    [InlineData("a{% endif %}", 1, "'endif' has nothing to close")]
    [InlineData("{% break %}", 1, "'break' stands outside a loop")]
    [InlineData("{% set true = 1 %}", 1, "'true' cannot be assigned to")]
    public void What_cannot_be_read_is_refused_when_parsed_naming_its_line(string template, int line, string problem)
    {
        ChatTemplateException fault = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(template, "chat.jinja"));
        Assert.Equal(line, fault.Line);
        Assert.StartsWith($"chat.jinja: chat template, line {line}, column ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(problem, fault.Message, StringComparison.Ordinal);
        Assert.False(fault.RaisedByTemplate);
    }

    [Theory]
    [InlineData("\n{{ a.b.c }}", 2, "'a' is undefined")]
    [InlineData("{{ 'x'.frobnicate() }}", 1, "'frobnicate' of str is undefined")]
    [InlineData("{{ 'a' + 1 }}", 1, "'+' is not supported between str and int")]
    [InlineData("x\n{{ 1 // 0 }}", 2, "division by zero")]
    [InlineData("{{ [1] | join(',', 2, 3) }}", 1, "join() takes at most 2 arguments and was given 3")]
    [InlineData("{{ ['a']|map('frob')|list }}", 1, "the filter 'frob' is not supported")]
    [InlineData("{{ 9223372036854775807 + 1 }}", 1, "the result of '+' does not fit into 64 bits")]
    public void What_fails_while_rendering_names_its_line(string template, int line, string problem)
    {
        ChatTemplateException fault = Rendering.Fails(template);
        Assert.Equal(line, fault.Line);
        Assert.EndsWith(problem, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_that_the_template_refuses_is_told_in_the_templates_own_words()
    {
        ChatTemplateException fault = Rendering.Fails("{{ raise_exception('Roles must alternate') }}");
        Assert.True(fault.RaisedByTemplate);
        Assert.Equal("Roles must alternate", fault.Message);
    }
}
