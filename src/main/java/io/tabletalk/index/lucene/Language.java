package io.tabletalk.index.lucene;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/// How words are brought to the form in which they are compared: endings cut off, the most frequent words left out.
enum Language {
    /// Words as they are, in small letters: for mixed languages, and for those not listed.
    ANY(StandardAnalyzer::new),
    ARABIC(ArabicAnalyzer::new),
    ARMENIAN(ArmenianAnalyzer::new),
    BASQUE(BasqueAnalyzer::new),
    BENGALI(BengaliAnalyzer::new),
    BRAZILIAN(BrazilianAnalyzer::new),
    BULGARIAN(BulgarianAnalyzer::new),
    CATALAN(CatalanAnalyzer::new),
    /// Chinese, Japanese and Korean, by pairs of characters.
    CJK(CJKAnalyzer::new),
    CZECH(CzechAnalyzer::new),
    DANISH(DanishAnalyzer::new),
    DUTCH(DutchAnalyzer::new),
    ENGLISH(EnglishAnalyzer::new),
    ESTONIAN(EstonianAnalyzer::new),
    FINNISH(FinnishAnalyzer::new),
    FRENCH(FrenchAnalyzer::new),
    GALICIAN(GalicianAnalyzer::new),
    GERMAN(GermanAnalyzer::new),
    GREEK(GreekAnalyzer::new),
    HINDI(HindiAnalyzer::new),
    HUNGARIAN(HungarianAnalyzer::new),
    INDONESIAN(IndonesianAnalyzer::new),
    IRISH(IrishAnalyzer::new),
    ITALIAN(ItalianAnalyzer::new),
    LATVIAN(LatvianAnalyzer::new),
    LITHUANIAN(LithuanianAnalyzer::new),
    NEPALI(NepaliAnalyzer::new),
    NORWEGIAN(NorwegianAnalyzer::new),
    PERSIAN(PersianAnalyzer::new),
    PORTUGUESE(PortugueseAnalyzer::new),
    ROMANIAN(RomanianAnalyzer::new),
    RUSSIAN(RussianAnalyzer::new),
    SERBIAN(SerbianAnalyzer::new),
    SORANI(SoraniAnalyzer::new),
    SPANISH(SpanishAnalyzer::new),
    SWEDISH(SwedishAnalyzer::new),
    TAMIL(TamilAnalyzer::new),
    TELUGU(() -> new SmallLetters(new TeluguAnalyzer())),
    THAI(ThaiAnalyzer::new),
    TURKISH(TurkishAnalyzer::new);

    private final Supplier<Analyzer> analyzer;

    Language(Supplier<Analyzer> analyzer) {
        this.analyzer = analyzer;
    }

    /// @throws IllegalArgumentException when there is none of this name
    static Language of(String name) {
        return Arrays.stream(values())
                .filter(language -> language.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no index language '" + name + "'. The languages are " + names() + "."));
    }

    private static String names() {
        return Arrays.stream(values()).map(Language::toString).collect(Collectors.joining(", "));
    }

    Analyzer newAnalyzer() {
        return analyzer.get();
    }

    /// As it is written in the settings.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
